import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The score on the base round's scale with its standard error. */
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
        ± {formatScore(metric, equated.standard_error)}
      </small>
    </>
  );
}
