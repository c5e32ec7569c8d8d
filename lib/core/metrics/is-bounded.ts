import { metricByName } from './metric-by-name';
import type { MetricName } from './metric-name';

/** Checks that a metric has two bounds. One without has a unit of its own, for which a fixed number of decimals means nothing. */
export const isBounded = (metric: MetricName): boolean => metricByName[metric].range.every(Number.isFinite);
