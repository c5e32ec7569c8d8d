import { objectKeys } from '@/adapters/object-store/object-store';
import type { Executor } from '@/db/client';
import { type ArchivedEvaluation, listArchivedEvaluations } from '@/db/hidden/evaluation-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { lockRound } from '@/db/queries/round-queries';
import {
  findRoundWithBenchmark,
  updateModelSample,
  updateRoundRevealed,
} from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot, type SnapshotRow } from '@/db/queries/snapshot-queries';
import { kindAsPublished } from '@/lib/core/leaderboard/leaderboard';
import type { Round } from '@/lib/core/round/round';
import { readSteadyClock } from '../clock/steady-clock';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';
import { isOfficialDue } from '../snapshot/list-ranked-models';
import { type WrittenArchive, writeArchive } from './write-archive';
import { deleteItemValues, writeItemValues } from './write-item-values';

const alwaysThere = [
  'archive.json',
  'items.csv',
  'items.parquet',
  'croissant.json',
  'README.txt',
  'SHA256SUMS',
  'archive.zip',
  'train.csv',
  'train.jsonl',
];

/**
 * Reveals a closed round that has a published official ranking. The archive is written first, and the
 * transaction's commit makes it public. If the benchmark has no public sample for models yet, the commit also
 * publishes the items of one. For a round in another state, the job only deletes files that an earlier try
 * left. @throws without a reveal, so that the job is tried again: when the items differ from the committed
 * ones, when a submission was withdrawn while the archive was written or the ranking hasn't been published
 * without it yet, or when another scorer deleted a file of the archive
 */
export async function runRevealRound(
  platform: ScorerPlatform,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found || found.round.state === 'revealed') return;
  const evaluations = asPublished(
    await listArchivedEvaluations(db, roundId),
    await findNewestSnapshot(db, roundId, 'final'),
  );
  const written = await writeIfDue(platform, { ...found, evaluations });

  await db.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (!round || round.state === 'revealed') return;
    // Deletes while the round is locked, so that no other scorer reveals it meanwhile.
    if (round.state !== 'closed') return deleteWritten(platform, roundId, submissionIdsOf(evaluations));
    if (written === null) return;
    const { files: archive, sample } = written;
    await requireSameEvaluations(tx, roundId, evaluations);
    // The archive must agree with the ranking that is currently published.
    if (await isOfficialDue(tx, roundId)) throw new Error('the ranking is being published anew');
    await requireWritten(platform, roundId, written);
    const revealedAt = await readSteadyClock(tx, platform);
    await updateRoundRevealed(tx, roundId, { revealedAt, archive });
    if (sample) await updateModelSample(tx, round.benchmarkId, sample);
    await addScorerJob(tx, 'score_subgroups', { roundId });
    await addScorerJob(tx, 'begin_trainings', { benchmarkId: round.benchmarkId });
    await recordAct(tx, {
      act: 'round_revealed',
      by: 'scorer',
      at: revealedAt,
      benchmarkId: round.benchmarkId,
      roundId,
      detail: { round: round.number, root: round.commitment.root },
    });
  });
}

/** Marks label holders as the published ranking does: roles that changed later don't matter. */
function asPublished(
  evaluations: readonly ArchivedEvaluation[],
  ranking: SnapshotRow | undefined,
): ArchivedEvaluation[] {
  return evaluations.map((evaluation) => ({
    ...evaluation,
    kind: ranking ? kindAsPublished(ranking.leaderboard, evaluation) : evaluation.kind,
  }));
}

type Written = WrittenArchive & { values: string[] };

async function writeIfDue(
  platform: ScorerPlatform,
  {
    round,
    benchmark,
    evaluations,
  }: { round: Round; benchmark: BenchmarkRow; evaluations: readonly ArchivedEvaluation[] },
): Promise<Written | null> {
  if (round.state !== 'closed') return null;
  const { roundId, commitment } = round;
  if (!(await findNewestSnapshot(platform.client.db, roundId, 'final'))) return null;
  const archive = await writeArchive(platform, { round, benchmark, commitment, evaluations });
  return { ...archive, values: await writeItemValues(platform, { round, benchmark, evaluations }) };
}

async function deleteWritten(
  platform: ScorerPlatform,
  roundId: string,
  submissionIds: readonly string[],
): Promise<void> {
  await deleteArchive(platform, roundId, submissionIds);
  await deleteItemValues(platform, roundId, submissionIds);
}

async function requireSameEvaluations(
  tx: Executor,
  roundId: string,
  written: readonly ArchivedEvaluation[],
): Promise<void> {
  const now = await listArchivedEvaluations(tx, roundId);
  if (now.map(({ evaluationId }) => evaluationId).join() !== written.map((e) => e.evaluationId).join())
    throw new Error('the submissions of the round changed while its archive was written');
}

async function requireWritten(
  { objects }: ScorerPlatform,
  roundId: string,
  { files, values }: Written,
): Promise<void> {
  const keys = [
    ...files.map(({ name }) => objectKeys.archiveFile(roundId, name)),
    ...values.map((name) => objectKeys.itemValues(roundId, name)),
  ];
  for (const key of keys)
    if (!(await objects.has(key))) throw new Error('a file of the archive was deleted before the reveal');
}

const submissionIdsOf = (evaluations: readonly ArchivedEvaluation[]): string[] =>
  evaluations.map(({ submission }) => submission.submissionId);

/** Deletes the objects that a failed reveal wrote. */
async function deleteArchive(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  roundId: string,
  submissionIds: readonly string[],
): Promise<void> {
  const predictions = submissionIds.flatMap((id) => [`predictions/${id}.csv`, `predictions/${id}.jsonl`]);
  for (const name of [...alwaysThere, ...predictions])
    await objects.delete(objectKeys.archiveFile(roundId, name));
}
