import { formatTold } from '@/lib/core/feedback/format-told';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The score of a row with its limits, null where there are none: of an open round with the digits that it was told with. */
export function formatEntryScore(
  metric: MetricName,
  { score, interval }: Pick<LeaderboardEntry, 'score' | 'interval'>,
): { score: string; limits: string | null } {
  if (interval?.method === 'told-standard-error') return formatTold(metric, { score, ...interval });
  return { score: formatScore(metric, score), limits: interval && formatInterval(metric, interval) };
}
