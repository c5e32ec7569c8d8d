import { isBounded } from '../metrics/is-bounded';
import type { MetricName } from '../metrics/metric-name';
import { roundPublished } from '../metrics/round-published';

/**
 * A number as the public sees it: four decimals for bounded metrics, five significant digits for the others.
 * Full digits leak labels (Whitehill 2017, arXiv 1707.01825: 16 labels for each exact log-loss), and ranks are made
 * from these numbers, so that a table never shows two equal scores with different ranks.
 */
export function publishedNumber(metric: MetricName, value: number): number {
  if (!Number.isFinite(value))
    throw new RangeError(`a published number must be finite, got ${value} for ${metric}`);
  return roundPublished(isBounded(metric), value);
}
