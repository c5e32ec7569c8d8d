import type { MetricName } from '../benchmark';

/** Whether the metric sees of numbers their order alone, so that they need not be in the unit of the target. */
export const isRankMetric = (metric: MetricName): boolean => metric === 'spearman' || metric === 'kendall';
