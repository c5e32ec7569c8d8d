import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The score on the base round's scale with its 95 % limits. */
export function EquatedScore({
  entry: { equated },
  metric,
}: {
  entry: Pick<LeaderboardEntry, 'equated'>;
  metric: MetricName;
}) {
  if (equated === null) return null;
  return (
    <>
      {formatScore(metric, equated.score)}{' '}
      <small className="block text-micro/[1.2] text-ink-3 max-phone:inline">
        {formatInterval(metric, equated)}
      </small>
    </>
  );
}
