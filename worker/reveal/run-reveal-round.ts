import { objectKeys } from '@/adapters/object-store/object-store';
import type { Executor } from '@/db/client';
import { type ArchivedEvaluation, listArchivedEvaluations } from '@/db/hidden/list-archived-evaluations';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot, type SnapshotRow } from '@/db/queries/snapshot-queries';
import { hasWithheldSlices, insertSubgroups } from '@/db/queries/subgroup-queries';
import { updateModelSample } from '@/db/queries/update-model-sample';
import { updateRoundRevealed } from '@/db/queries/update-round-revealed';
import { composeSubgroups } from '@/lib/core/feedback/compose-subgroups';
import { kindAsPublished } from '@/lib/core/leaderboard/kind-as-published';
import type { ClosedRound, Round } from '@/lib/core/round/round';
import { readSteadyClock } from '../clock/read-steady-clock';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';
import { isOfficialDue } from '../snapshot/is-official-due';
import { listRankedModels } from '../snapshot/list-ranked-models';
import { scoreSubgroups } from '../snapshot/score-subgroups';
import { makeRoundVault } from '../vault/round-vault';
import { deleteArchive } from './delete-archive';
import { type WrittenArchive, writeArchive } from './write-archive';
import { deleteItemValues, writeItemValues } from './write-item-values';

/**
 * Reveals a closed round whose official ranking is out. The archive is written first, and it is public from the commit
 * on that says so; so are the items that become the benchmark's sample for models, where it has none. Does nothing to a
 * round in another state but taking away what an earlier try may have left.
 * @throws to be tried again, and nothing is revealed then: when the items aren't those that were committed to, when a
 * submission was withdrawn while the archive was written or the ranking isn't published without it yet, or when another scorer took a file of it away
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
    // Under the lock, so that no other scorer reveals what is being taken away.
    if (round.state !== 'closed') return deleteWritten(platform, roundId, submissionIdsOf(evaluations));
    if (written === null) return;
    const { files: archive, sample, subgroups } = written;
    await requireSameEvaluations(tx, roundId, evaluations);
    // What is revealed must follow from the ranking that readers see.
    if (await isOfficialDue(tx, roundId)) throw new Error('the ranking is being published anew');
    await requireWritten(platform, roundId, written);
    const revealedAt = await readSteadyClock(tx, platform);
    await updateRoundRevealed(tx, roundId, { revealedAt, archive });
    if (sample) await updateModelSample(tx, round.benchmarkId, sample);
    if (subgroups) await insertSubgroups(tx, { ...subgroups, isRevealed: true }, subgroups);
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

/** Who holds labels was decided with the ranking, and doesn't change with the roles. */
function asPublished(
  evaluations: readonly ArchivedEvaluation[],
  ranking: SnapshotRow | undefined,
): ArchivedEvaluation[] {
  return evaluations.map((evaluation) => ({
    ...evaluation,
    kind: ranking ? kindAsPublished(ranking.leaderboard, evaluation) : evaluation.kind,
  }));
}

type RevealedSubgroups = { readonly snapshotId: string } & ReturnType<typeof composeSubgroups>;

type Written = WrittenArchive & { values: string[]; subgroups: RevealedSubgroups | null };

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
  const ranking = await findNewestSnapshot(platform.client.db, roundId, 'final');
  if (!ranking) return null;
  const archive = await writeArchive(platform, { round, benchmark, commitment, evaluations });
  return {
    ...archive,
    values: await writeItemValues(platform, { round, benchmark, evaluations }),
    subgroups: await scoreWithheld(platform, { round, benchmark, ranking }),
  };
}

/** Scores by slice with those that had to wait for the reveal; null where nothing had to. */
async function scoreWithheld(
  platform: ScorerPlatform,
  { round, benchmark, ranking }: { round: ClosedRound; benchmark: BenchmarkRow; ranking: SnapshotRow },
): Promise<RevealedSubgroups | null> {
  const { db } = platform.client;
  const { snapshotId, leaderboard } = ranking;
  if (!(await hasWithheldSlices(db, snapshotId))) return null;
  const opened = await makeRoundVault(platform).open(round, benchmark);
  const models = await listRankedModels(db, opened.key, round.roundId);
  const scored = await scoreSubgroups(platform, { round, benchmark, opened }, models, true);
  return scored && { snapshotId, ...composeSubgroups(leaderboard, models, scored) };
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
    throw new Error('the submissions of the round have changed while its archive was written');
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
    if (!(await objects.has(key))) throw new Error('a file of the archive has gone before the reveal');
}

const submissionIdsOf = (evaluations: readonly ArchivedEvaluation[]): string[] =>
  evaluations.map(({ submission }) => submission.submissionId);
