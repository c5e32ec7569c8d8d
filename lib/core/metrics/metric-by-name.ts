import type { Metric } from './metric';
import type { MetricName } from './metric-name';
import { metrics } from './metrics';

export const metricByName = Object.fromEntries(
  metrics.map((metric) => [metric.name, metric]),
) as unknown as Readonly<Record<MetricName, Metric<MetricName>>>;
