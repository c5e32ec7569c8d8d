import type { MetricName } from '../benchmark';

/** Those whose score is the mean of outcomes that are 0 or 1. Micro F1 is accuracy where each item has one label. */
const shareMetrics: ReadonlySet<MetricName> = new Set([
  'accuracy',
  'micro_f1',
  'top_3_accuracy',
  'top_5_accuracy',
  'exact_match',
  'choice_accuracy',
  'numeric_accuracy',
]);

/** Whether a score is a share of right items. The measures of staleness, gap and drop, are made for those alone. */
export const isShareMetric = (metric: MetricName): boolean => shareMetrics.has(metric);
