import type { ScoreEstimate } from '../leaderboard/leaderboard';
import type { MetricName } from '../metrics/metric-name';

/** Null where the metric is undefined on that part, or the part is empty. */
export type PartScores = {
  readonly primary: ScoreEstimate | null;
  readonly secondary: Partial<Record<MetricName, number>>;
};
