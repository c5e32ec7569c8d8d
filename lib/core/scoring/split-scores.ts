import type { ScoreEstimate } from '../leaderboard/leaderboard';
import type { MetricName } from '../metrics/metric-name';

/** Null where the metric is undefined on that split, or the split is empty. */
export type SplitScores = {
  readonly primary: ScoreEstimate | null;
  readonly secondary: Partial<Record<MetricName, number>>;
};
