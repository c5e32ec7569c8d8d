import type { MetricName } from '@/lib/core/benchmark';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '../format-score';

/** The score on the base round's scale with its standard error, small, under the raw one. */
export function EquatedScore({
  entry: { equated },
  metric,
}: {
  entry: Pick<LeaderboardEntry, 'equated'>;
  metric: MetricName;
}) {
  if (equated === null) return null;
  return (
    <span>
      ≈ {formatScore(metric, equated.score)} ± {formatScore(metric, equated.standard_error)} in round{' '}
      {equated.base_round}
    </span>
  );
}
