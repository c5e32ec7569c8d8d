import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';

/** Whether a metric lacks a bound and so has a unit of its own, for which decimals mean nothing. */
export const isUnbounded = (metric: MetricName): boolean =>
  !metricByName[metric].range.every(Number.isFinite);

/**
 * A number as the public sees it: four decimals for bounded metrics, five significant digits for the others.
 * Full digits leak labels (Whitehill 2017, arXiv 1707.01825: 16 labels for each exact log-loss), and ranks are made
 * from these numbers, so that a table never shows two equal scores with different ranks.
 */
export function publishedNumber(metric: MetricName, value: number): number {
  if (!Number.isFinite(value))
    throw new RangeError(`a published number must be finite, got ${value} for ${metric}`);
  const rounded = isUnbounded(metric) ? Number(value.toPrecision(5)) : Number(value.toFixed(4));
  return rounded === 0 ? 0 : rounded;
}
