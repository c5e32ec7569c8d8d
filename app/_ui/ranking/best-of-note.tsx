import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { formatScore } from '../format-score';

/** Beside the highest of a team's models: by how much picking it flatters its score. */
export function BestOfNote({ best, metric }: { best: LeaderboardEntry['best_of']; metric: MetricName }) {
  if (best === null) return null;
  return (
    <span>
      best of the team’s {best.k}, optimistic by about&nbsp;{formatScore(metric, best.optimism)}
    </span>
  );
}
