import { metricByName } from './metric-by-name';
import type { MetricName } from './metric-name';

/** Whether a metric has two bounds. One without has a unit of its own, for which decimals mean nothing. */
export const isBounded = (metric: MetricName): boolean => metricByName[metric].range.every(Number.isFinite);
