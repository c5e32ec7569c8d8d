import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { RoundRow } from '@/db/queries/round-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { viewOfSchedule } from '@/lib/contracts/schedule';
import { viewOfRound } from './view-of-round';

/** @param rounds the benchmark's public rounds, newest first */
export function viewOfBenchmark(benchmark: BenchmarkRow, rounds: readonly RoundRow[]): BenchmarkView {
  const open = rounds.find((round) => round.state === 'open');
  const frozen = rounds.find((round) => round.state === 'frozen');
  // Never a frozen or invalidated one: their rankings don't count.
  const closed = rounds.find((round) => round.state === 'closed' || round.state === 'revealed');
  return {
    slug: benchmark.slug,
    title: benchmark.title,
    description: benchmark.description,
    rules: benchmark.rules,
    task: benchmark.task,
    classes: benchmark.classes,
    metric: benchmark.metric,
    secondary_metrics: benchmark.secondaryMetrics,
    direction: benchmark.direction,
    accepts: benchmark.accepts,
    inputs: benchmark.inputs,
    features: benchmark.features,
    quota_per_round: benchmark.quotaPerRound,
    quota_per_day: benchmark.quotaPerDay,
    feedback_policy: benchmark.feedbackPolicy,
    feedback_share: Number(benchmark.feedbackShare.toFixed(6)),
    visibility: benchmark.visibility,
    schedule: viewOfSchedule(benchmark.schedule),
    next_rotation_at: benchmark.nextRotationAt?.toISOString() ?? null,
    overdue_since: benchmark.overdueSince?.toISOString() ?? null,
    reveals_after_rounds: benchmark.revealsAfterRounds,
    freshness: null,
    open_round: open ? viewOfRound(open) : null,
    newest_closed_round: closed ? viewOfRound(closed) : null,
    frozen_round: frozen ? viewOfRound(frozen) : null,
  };
}
