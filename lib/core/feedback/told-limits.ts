import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { normalQuantile975 } from '../statistics/normal-quantile';
import { publishedNumber } from './published-number';

/**
 * The 95 % limits of a score that was told: score ± 1.96 · its standard error, within the metric's range; from nothing that wasn't
 * told. Without an error both are the score.
 */
export function computeToldLimits(
  metric: MetricName,
  score: number,
  standardError: number | null,
): { readonly lower: number; readonly upper: number } {
  const [low, high] = metricByName[metric].range;
  const limit = (value: number) => publishedNumber(metric, Math.min(high, Math.max(low, value)));
  const half = normalQuantile975 * (standardError ?? 0);
  return { lower: limit(score - half), upper: limit(score + half) };
}
