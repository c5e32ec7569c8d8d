import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { BenchmarkFacts, BenchmarkView } from '@/lib/contracts/benchmark';
import type { RoundFacts, RoundSummary, RoundView } from '@/lib/contracts/round';
import { viewOfSchedule } from '@/lib/contracts/schedule';
import type { Freshness } from '@/lib/core/freshness/freshness';
import { viewOfFreshness } from '../round/read-freshness';

type Standing<R> = Record<'open' | 'frozen' | 'closed' | 'sealed', R | undefined>;

/** @param rounds of a benchmark, newest first */
function findStanding<R extends Pick<RoundView, 'state'>>(rounds: readonly R[]): Standing<R> {
  return {
    open: rounds.find(({ state }) => state === 'open'),
    frozen: rounds.find(({ state }) => state === 'frozen'),
    // Never a frozen or invalidated one: their rankings don't count.
    closed: rounds.find(({ state }) => state === 'closed' || state === 'revealed'),
    sealed: rounds.find(({ state }) => state === 'sealed'),
  };
}

/** The rounds that `viewOfBenchmark` looks at. @param rounds of a benchmark, newest first */
export const listStandingRounds = <R extends Pick<RoundView, 'state'>>(rounds: readonly R[]): R[] =>
  Object.values(findStanding(rounds)).filter((round) => round !== undefined);

/**
 * @param rounds of the benchmark, newest first, its standing ones among them
 * @param rankingFacts beside the freshness; null in lists
 */
export function viewOfBenchmark(
  benchmark: BenchmarkRow,
  rounds: readonly RoundFacts[],
  freshness: Freshness | null,
  rankingFacts: BenchmarkView['ranking_facts'] = null,
): BenchmarkView {
  return {
    ...factsOfBenchmark(benchmark),
    ...viewOfStanding(rounds, freshness),
    ranking_facts: rankingFacts,
  };
}

/** What of a benchmark depends on its rounds. @param rounds of the benchmark, newest first, its standing ones among them */
export function viewOfStanding(
  rounds: readonly RoundFacts[],
  freshness: Freshness | null,
): Omit<BenchmarkView, keyof BenchmarkFacts | 'ranking_facts'> {
  const { open, frozen, closed } = findStanding(rounds);
  return {
    freshness: viewOfFreshness(freshness),
    open_round: open ? summaryOf(open) : null,
    newest_closed_round: closed ? summaryOf(closed) : null,
    frozen_round: frozen
      ? {
          ...summaryOf(frozen),
          ...{ frozen_at: frozen.frozen_at, frozen_from: frozen.frozen_from },
          freeze_reason: frozen.freeze_reason,
        }
      : null,
  };
}

/** What a benchmark says of a round: all of it is at the round's own address. */
const summaryOf = (round: RoundFacts): RoundSummary => ({
  ...{ number: round.number, title: round.title, state: round.state },
  ...{ opens_at: round.opens_at, closes_at: round.closes_at, item_count: round.item_count },
  feedback_policy: round.feedback_policy,
});

export function factsOfBenchmark(benchmark: BenchmarkRow): BenchmarkFacts {
  return {
    slug: benchmark.slug,
    title: benchmark.title,
    summary: benchmark.summary,
    description: benchmark.description,
    rules: benchmark.rules,
    task: benchmark.task,
    classes: benchmark.classes,
    metric: benchmark.metric,
    secondary_metrics: benchmark.secondaryMetrics,
    log_loss_clip: benchmark.logLossClip,
    direction: benchmark.direction,
    accepts: benchmark.accepts,
    inputs: benchmark.inputs,
    features: benchmark.features,
    model_signature: benchmark.modelSignature,
    model_sample: benchmark.modelSample,
    quota_per_round: benchmark.quotaPerRound,
    quota_per_day: benchmark.quotaPerDay,
    feedback_policy: benchmark.feedbackPolicy,
    feedback_share: Number(benchmark.feedbackShare.toFixed(6)),
    visibility: benchmark.visibility,
    // In the order of their contract, whatever the database's is.
    links: benchmark.links.map(({ url, title }) => ({ url, title })),
    contacts: benchmark.contacts,
    tags: benchmark.tags,
    schedule: viewOfSchedule(benchmark.schedule),
    next_rotation_at: benchmark.nextRotationAt?.toISOString() ?? null,
    overdue_since: benchmark.overdueSince?.toISOString() ?? null,
    reveals_after_rounds: benchmark.revealsAfterRounds,
  };
}
