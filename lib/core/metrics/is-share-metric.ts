import { metricByName } from './metric-by-name';
import type { MetricName } from './metric-name';

/** Whether a score is a share of right items. The measures of staleness, gap and drop, are made for those alone. */
export function isShareMetric(metric: MetricName): boolean {
  const { kind, isMean } = metricByName[metric].outcomes;
  return kind === 'zero-one' && isMean;
}
