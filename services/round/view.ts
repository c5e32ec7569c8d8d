import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listGroupTalliesByRound } from '@/db/queries/feedback-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import {
  countSubmissionsByRound,
  noSubmissions,
  type SubmissionCounts,
} from '@/db/queries/submission-queries';
import type { ExposureView, MaintainedRoundView, RoundFacts, RoundView } from '@/lib/contracts/round';
import { viewOfCadence } from '@/lib/contracts/schedule';
import type { FeedbackTally } from '@/lib/core/exposure/exposure';
import {
  computeRoundExposure,
  exposureDecimals,
  type RoundExposure,
} from '@/lib/core/feedback/round-exposure';
import { roundToDecimals } from '@/lib/core/feedback/rounding';
import type { Freshness } from '@/lib/core/freshness/freshness';
import { ok, type Result } from '@/lib/core/result';
import type { CheckReport } from '@/lib/core/round/read-test-set';
import { type Commitment, isReplacementOf, type Round } from '@/lib/core/round/round';
import { slicePrefix } from '@/lib/core/round/slices';
import { asAuditor } from '../access/authorized';
import type { Actor } from '../access/caller';
import { requireBenchmark, requirePublicRound } from '../access/require-benchmark';
import { type FreshnessReader, readFreshness, readRankingFacts, viewOfFreshness } from './read-freshness';
import { type PlannedOpenings, readPlannedOpenings } from './read-planned-openings';

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** Data of a round that are published but not columns of its row. */
export type BesideRound = {
  freshness: Freshness | null;
  /** For each group of linked teams, the counts of its feedback, from which the round's exposure is computed. */
  tallies: readonly FeedbackTally[];
  plannedOpening: RoundView['planned_opening'];
};

export function viewOfRound(round: Round, { freshness, tallies, plannedOpening }: BesideRound): RoundView {
  const exposure = computeRoundExposure(
    {
      policy: round.feedbackPolicy,
      metric: round.commitment?.metric ?? null,
      feedbackCount: round.feedbackCount,
    },
    tallies,
  );
  return {
    ...identityOf(round),
    freshness: viewOfFreshness(freshness),
    ranking_facts: null,
    exposure: exposure && roundToDecimals(exposure.worst, exposureDecimals),
    exposure_detail: exposure && viewOfExposure(exposure),
    planned_opening: plannedOpening,
    ...historyOf(round),
  };
}

const viewOfExposure = ({ worst, pooled, transcriptBound }: RoundExposure): ExposureView => ({
  worst: roundToDecimals(worst, exposureDecimals),
  pooled: roundToDecimals(pooled, exposureDecimals),
  transcript_bound: transcriptBound === null ? null : roundToDecimals(transcriptBound, 4),
});

export const factsOfRound = (round: Round): RoundFacts => ({ ...identityOf(round), ...historyOf(round) });

const identityOf = (round: Round) => ({
  number: round.number,
  title: round.title,
  state: round.state,
  opens_at: iso(round.opensAt),
  closes_at: iso(round.closesAt),
  item_count: round.itemCount,
  feedback_policy: round.feedbackPolicy,
  ...settingsOf(round),
  feedback_count: round.feedbackCount,
  final_count: round.finalCount,
  // Names of hidden input columns, which become public together with the scores by slice.
  slice_columns:
    round.state === 'closed' || round.state === 'revealed' ? listSliceColumns(round.checkReport) : [],
  commitment: round.commitment && viewOfCommitment(round.commitment),
});

const settingsOf = (round: Round) => ({
  secondary_metrics: round.secondaryMetrics && [...round.secondaryMetrics],
  accepts: round.accepts && [...round.accepts],
  quota_per_round: round.quotaPerRound,
  quota_per_day: round.quotaPerDay,
});

export const viewOfCommitment = (commitment: Commitment): NonNullable<RoundView['commitment']> => ({
  ...commitment,
  schedule: { ...commitment.schedule, cadence: viewOfCadence(commitment.schedule.cadence) },
});

const listSliceColumns = ({ sliceColumns }: CheckReport): string[] =>
  sliceColumns.map((name) => `${slicePrefix}${name}`);

const historyOf = (round: Round) => ({
  sealed_at: iso(round.sealedAt),
  opened_at: iso(round.openedAt),
  closed_at: iso(round.closedAt),
  frozen_at: iso(round.frozenAt),
  frozen_from: round.frozenFrom,
  freeze_reason: round.freezeReason,
  invalidated_at: iso(round.invalidatedAt),
  invalidation_reason: round.invalidationReason,
  revealed_at: iso(round.revealedAt),
  archive: (round.archive ?? []).map(({ name, byteCount, sha256 }) => ({
    name,
    byte_count: byteCount,
    sha256,
  })),
});

export function maintainedViewOfRound(
  round: Round,
  {
    view,
    submissions,
    replaces,
  }: { view: RoundView; submissions: SubmissionCounts; replaces: number | null },
): MaintainedRoundView {
  return {
    ...view,
    check: round.checkReport && viewOfCheckReport(round.checkReport),
    submissions,
    queue_order: round.queueOrder,
    replaces,
  };
}

export const viewOfCheckReport = (report: CheckReport): NonNullable<MaintainedRoundView['check']> => ({
  item_count: report.itemCount,
  input_columns: [...report.inputColumns],
  slice_columns: listSliceColumns(report),
  class_share_percent: report.classSharePercent,
  duplicate_id_count: report.duplicateIdCount,
  empty_label_count: report.emptyLabelCount,
  checks: report.checks.map((check) => ({ ...check, numbers: { ...check.numbers } })),
  problem_count: report.problemCount,
  problems: [...report.problems],
});

/** Public views of these rounds, in the given order. */
export async function readRoundViews(db: Executor, rounds: readonly Round[]): Promise<RoundView[]> {
  const freshness = await readFreshness(
    db,
    rounds.map(({ benchmarkId }) => benchmarkId),
  );
  return viewRounds(db, rounds, freshness, readPlannedOpenings(db, rounds));
}

/** Public views of rounds whose freshness was already read. @param coming planned openings; empty where no reader needs them */
export async function viewRounds(
  db: Executor,
  rounds: readonly Round[],
  freshness: FreshnessReader,
  coming: Promise<PlannedOpenings> | PlannedOpenings,
): Promise<RoundView[]> {
  const roundIds = rounds.map(({ roundId }) => roundId);
  const [tallies, openings] = await Promise.all([listGroupTalliesByRound(db, roundIds), coming]);
  return rounds.map((round) =>
    viewOfRound(round, {
      freshness: freshness.ofRound(round),
      tallies: tallies.get(round.roundId) ?? [],
      plannedOpening: openings.get(round.roundId) ?? null,
    }),
  );
}

/** The public view of one round, with the facts that explain its freshness state. */
export async function readRoundView(db: Executor, round: Round): Promise<RoundView> {
  const [view] = await readRoundViews(db, [round]);
  return { ...view!, ranking_facts: await readRankingFacts(db, round) };
}

export async function findRound(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<RoundView>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number, reader);
  return found.ok ? ok(await readRoundView(db, found.value.round)) : found;
}

/** The number of the sealed round that this round replaces; null for none. @param all all rounds of the benchmark */
export function findReplacedNumber(round: Round, all: readonly Round[]): number | null {
  const named = all.find(({ roundId }) => roundId === round.replacesRoundId);
  return named && isReplacementOf(round, named) ? named.number : null;
}

/** The public rounds of a benchmark, newest first. */
export async function listRounds(slug: string, reader: Actor | null = null): Promise<Result<RoundView[]>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const rounds = await listRoundsOf(db, [benchmark.value.benchmarkId], { drafts: false });
  return ok(await readRoundViews(db, rounds));
}

/** All rounds of a benchmark, newest first, with drafts and check reports, for people with a role. */
export const listMaintainedRounds = asAuditor(async ({ db, benchmark }) =>
  readMaintainedRounds(db, benchmark, await listRoundsOf(db, [benchmark.benchmarkId], { drafts: true })),
);

/**
 * @param rounds all rounds of the benchmark; or a draft and the round that it replaces, in which case planned openings may be
 * missing
 */
export async function readMaintainedRounds(
  db: Executor,
  benchmark: BenchmarkRow,
  rounds: readonly Round[],
): Promise<MaintainedRoundView[]> {
  const freshness = await readFreshness(db, [benchmark.benchmarkId]);
  const [counts, views] = await Promise.all([
    countSubmissionsByRound(
      db,
      rounds.map((round) => round.roundId),
    ),
    viewRounds(db, rounds, freshness, readPlannedOpenings(db, rounds, benchmark)),
  ]);
  return rounds.map((round, i) =>
    maintainedViewOfRound(round, {
      view: views[i]!,
      submissions: counts.get(round.roundId) ?? noSubmissions,
      replaces: findReplacedNumber(round, rounds),
    }),
  );
}
