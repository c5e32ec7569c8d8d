import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import { listDifferingRuns } from '@/db/hidden/model-run-queries';
import { listEvaluations } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  insertFlags,
  listFileSenders,
  listSubmissionsToFlag,
  listTeamGroups,
} from '@/db/queries/flag-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { findRoundWithBenchmark } from '@/db/queries/round-scorer-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import { listAutomaticBeside, listRankedSubmissions } from '@/db/queries/submission-scorer-queries';
import {
  chooseAnchors,
  isProven,
  listVersions,
  type RankedRound,
  type RankedVersion,
} from '@/lib/core/equating/anchors';
import { sealedLabels } from '@/lib/core/errata/erratum';
import { chooseComparison } from '@/lib/core/flags/compare-submissions';
import { flagEqualFiles } from '@/lib/core/flags/equal-file';
import { findFlags, type RoundToFlag } from '@/lib/core/flags/find-flags';
import { roundFlag } from '@/lib/core/flags/flag';
import { flagModelGaps, type MeasuredModel } from '@/lib/core/flags/model-gap';
import { computeComparedCountMax } from '@/lib/core/flags/predicted-submission';
import { prepareJudged, prepareTexts } from '@/lib/core/flags/prepare-submission';
import { flagRepeat } from '@/lib/core/flags/repeat';
import { anchorCountMin } from '@/lib/core/freshness/drop';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { PublicRound, StartedRound } from '@/lib/core/round/round';
import type { Predictions } from '@/lib/core/submission/predictions';
import { openPublishedRounds } from '../equating/published-rounds';
import type { ScorerPlatform } from '../scorer-platform';
import { readSubmittedFile } from '../scoring/read-submitted-file';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { type GapModel, measureModelGaps } from './measure-model-gaps';

/** The model versions that determine a round's gaps. */
type SplitVersions = {
  /** The anchor models, including versions that don't count for their model. */
  readonly frozen: readonly RankedVersion[];
  /** Counting versions that were made during the round. */
  readonly adapted: readonly RankedVersion[];
};

/**
 * Searches a round with a published official ranking for suspicious submissions, and stores flags for the
 * maintainers. A flag has no effect on scores, ranks and quotas. The search needs the labels of all items, so
 * it never runs before the close, when a maintainer's own team could learn from its numbers.
 */
export async function runRaiseFlags(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found) return;
  const { round, benchmark } = found;
  if (round.openedAt === null || round.state === 'open') return;
  if (!(await findNewestSnapshot(db, roundId, 'final'))) return;
  const toFlag = await readRoundToFlag(platform, vault, round, benchmark);
  const raised = [
    ...flagEqualFiles(await listFileSenders(db, roundId)),
    ...(await findFlags(toFlag, () => setImmediate())),
    ...flagModelGaps(await measureGaps(platform, vault, { round, benchmark })),
    ...(await listDifferingRuns(db, roundId)).map(flagRepeat),
  ];
  if (raised.length === 0) return;
  await db.transaction(async (tx) => {
    const at = await readClock(tx);
    await insertFlags(
      tx,
      raised.map(({ subject, flag }) => ({ roundId, subject, flag: roundFlag(flag), raisedAt: at })),
    );
    await insertNotice(tx, {
      key: `flags_raised:${roundId}`,
      kind: 'flags_raised',
      benchmarkId: benchmark.benchmarkId,
      roundId,
      detail: {},
      createdAt: at,
    });
  });
}

/** Measures model gaps; none if there was no feedback, or if the metric has no gap. */
async function measureGaps(
  platform: ScorerPlatform,
  vault: RoundVault,
  { round, benchmark }: { round: StartedRound; benchmark: BenchmarkRow },
): Promise<MeasuredModel[]> {
  const scale = metricByName[benchmark.metric].excessScale;
  if (scale === null || round.feedbackPolicy === 'final-only' || round.feedbackCount === 0) return [];
  const { db } = platform.client;
  const opened = await vault.open(round, benchmark);
  return measureModelGaps(db, platform, { opened, benchmark, scale }, await listGapModels(db, round));
}

/**
 * Lists the models that determine a round's gaps: the frozen ones that also measure its overfitting,
 * including versions that don't count, and counting versions made during the round.
 */
export async function listGapModels(db: Executor, round: StartedRound): Promise<GapModel[]> {
  const { roundId, benchmarkId } = round;
  const published = await openPublishedRounds(db, benchmarkId);
  const { frozen, adapted } = splitVersions(await published.read({ ...round, isOfficial: true }));
  const submissions = [
    ...(await listRankedSubmissions(db, roundId)),
    ...(await listAutomaticBeside(db, roundId)),
  ];
  const teamGroups = await listTeamGroups(db, roundId);
  const evaluations = await listEvaluations(
    db,
    submissions.map(({ submission }) => submission.submissionId),
    sealedLabels,
  );
  return submissions.flatMap(({ submission: { submissionId, teamId, version }, modelSlug }): GapModel[] => {
    const isIn = (versions: readonly RankedVersion[]) =>
      versions.some((ranked) => ranked.model === modelSlug && ranked.version === version);
    const evaluation = evaluations.find((found) => found.submissionId === submissionId);
    const teamGroup = teamGroups.get(teamId);
    const isFrozen = isIn(frozen);
    if (!evaluation || teamGroup === undefined || !(isFrozen || isIn(adapted))) return [];
    return [{ submissionId, evaluationId: evaluation.evaluationId, teamGroup, isFrozen }];
  });
}

function splitVersions(round: RankedRound): SplitVersions {
  const { entries, isFrozen } = round;
  const frozen = listVersions(round)
    .filter(isFrozen)
    .map((value) => ({ model: value.model, isProven: isProven(value), value }));
  // Models of label holders (kind `host`) are left out, since they haven't learnt from feedback.
  const adapted = entries.filter(
    (entry) => entry.kind === 'entry' && entry.evidence === 'in-round' && !isFrozen(entry),
  );
  return { frozen: chooseAnchors(frozen, anchorCountMin), adapted };
}

/**
 * Reads a round's labels and as many of its submissions as can be compared together. Memory holds only the
 * compared columns of a file.
 */
async function readRoundToFlag(
  platform: ScorerPlatform,
  vault: RoundVault,
  round: PublicRound,
  benchmark: BenchmarkRow,
): Promise<RoundToFlag> {
  const { metric, classes } = benchmark;
  const opened = await vault.open(round, benchmark);
  const { labels, groups } = opened;
  const itemCount = labels.length;
  const comparison = chooseComparison(metric, labels, classes.length);
  const listed = await listSubmissionsToFlag(
    platform.client.db,
    round.roundId,
    computeComparedCountMax(itemCount, comparison.bytesPerItem),
  );
  const roundOfSubmissions = { metric, labels, classCount: classes.length, groups, seed: round.roundId };
  const read = (submission: string) => readScoredFile(platform, submission, benchmark, opened);
  const common = { metric, itemCount, hasSmallEdits: hasSmallEdits(round, benchmark) };
  if (comparison.kind === 'hits') {
    const submissions = [];
    for (const entered of listed) {
      const judged = prepareJudged(roundOfSubmissions, entered, await read(entered.submission));
      if (judged) submissions.push(judged);
      await setImmediate();
    }
    return { ...common, ...comparison, submissions };
  }
  const submissions = [];
  for (const entered of listed) {
    submissions.push(prepareTexts(roundOfSubmissions, entered, await read(entered.submission)));
    await setImmediate();
  }
  return { ...common, kind: comparison.kind, submissions };
}

/**
 * True if small edits are searched for here. If the policy counts edits, `raiseTinyEdit` flags them with the
 * feedback; edits of classes are searched for here too. Small edits of probabilities aren't, because they
 * hardly change the classes.
 */
function hasSmallEdits(round: PublicRound, { classes, metric }: BenchmarkRow): boolean {
  const { feedbackCount, feedbackPolicy } = round;
  if (feedbackCount === 0 || feedbackPolicy === 'final-only') return false;
  return classes.length === 0 ? feedbackPolicy === 'exact' : metricByName[metric].needs !== 'probabilities';
}

/**
 * Reads the predictions of a scored file in the round's order. The file is parsed again: the columns stored
 * with its score (`prediction-columns.ts`) are deleted with the official ranking, before which no flag is
 * raised, and keeping them until every round was checked would need a record of that. @throws when it isn't
 * the accepted file, or no longer parses
 */
async function readScoredFile(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  submissionId: string,
  benchmark: BenchmarkRow,
  round: Pick<OpenedRound, 'roundId' | 'index' | 'key'>,
): Promise<Predictions> {
  const read = await readSubmittedFile(platform, submissionId, benchmark, round);
  if (!read.ok) throw new Error('a scored file can no longer be parsed');
  return read.value;
}
