import type { Direction, Task } from '@/lib/core/benchmark';
import type { FreshnessState } from '@/lib/core/freshness/freshness';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { describeReliability } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** Fields of a benchmark that exports of its results contain. */
export type ExportedBenchmark = {
  readonly slug: string;
  readonly title: string;
  readonly task: Task;
  readonly links: readonly { readonly url: string }[];
};

/** One row of an official ranking, with all facts that must be stated together with a score. */
export type OfficialResult = {
  readonly round: number;
  readonly roundTitle: string;
  /** Absolute URL of the round's page. */
  readonly url: string;
  readonly snapshotId: string;
  readonly publishedAt: string;
  readonly metric: MetricName;
  readonly direction: Direction;
  readonly itemCount: number;
  /** Number of ranked models in the ranking. */
  readonly ranked: number;
  readonly freshness: FreshnessState;
  readonly entry: LeaderboardEntry;
};

/** Formats a model's rank, `rank 1–5 of 8`, or the kind of a row without a rank. */
export function describePlace({ entry, ranked }: Pick<OfficialResult, 'entry' | 'ranked'>): string {
  const { kind, rank, rank_lower: lower, rank_upper: upper } = entry;
  if (rank === null) return `${kind}, not ranked`;
  const place =
    lower === null || upper === null || lower === upper ? `${lower ?? rank}` : `${lower}–${upper}`;
  return `rank ${place} of ${ranked}`;
}

/** Formats the interval, `95 % interval 0.6517 to 0.7018`, with the reason if it is or may be unreliable. */
export function explainInterval({ interval }: Pick<LeaderboardEntry, 'interval'>): string {
  if (interval === null) return 'no interval';
  const note = describeReliability(interval);
  return `95 % limits ${interval.lower} to ${interval.upper}${note === null ? '' : `, ${note}`}`;
}
