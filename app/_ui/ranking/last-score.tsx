import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The score in the round before as it reads on this round's scale, with its 95 % limits. */
export function LastScore({
  entry: { last_round: last },
  metric,
}: {
  entry: Pick<LeaderboardEntry, 'last_round'>;
  metric: MetricName;
}) {
  if (!last?.on_this_scale) return null;
  return (
    <>
      {formatScore(metric, last.on_this_scale.score)}{' '}
      <small className="block text-micro/[1.2] text-ink-3 max-phone:inline">
        {formatInterval(metric, last.on_this_scale)}
      </small>
    </>
  );
}
