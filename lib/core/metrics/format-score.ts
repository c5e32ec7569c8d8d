import { fewItemsWord, formatDifferenceBy, formatIntervalBy, formatScoreBy } from './format-by-bounds';
import { isBounded } from './is-bounded';
import { metricByName } from './metric-by-name';
import type { MetricName } from './metric-name';

/** The factor between a published number and the number on the page: shares and areas are shown × 100. */
export const scoreScale = (metric: MetricName): 1 | 100 => (isBounded(metric) ? 100 : 1);

/** What the numbers are: `ROC AUC × 100`, or the plain title of a metric without bounds. */
export function formatMetric(metric: MetricName): string {
  return isBounded(metric) ? `${metricByName[metric].title} × 100` : metricByName[metric].title;
}

/** A published score: × 100 with two decimals, or the five digits that are published of an unbounded metric. */
export const formatScore = (metric: MetricName, score: number): string =>
  formatScoreBy(isBounded(metric), score);

/** A difference of two scores, always with its sign; one that rounds to nothing has a plus. */
export const formatDifference = (metric: MetricName, difference: number): string =>
  formatDifferenceBy(isBounded(metric), difference);

/** The range from low to high, with an en dash, or a word where a minus stands in it. */
export const formatInterval = (metric: MetricName, limits: { lower: number; upper: number }): string =>
  formatIntervalBy(isBounded(metric), limits);

/** An interval with its mark, or why there is none. */
export function describeInterval(
  metric: MetricName,
  interval: { lower: number; upper: number; rests_on_few_items?: boolean } | null,
): string {
  if (interval === null) return 'no interval';
  const limits = formatInterval(metric, interval);
  return interval.rests_on_few_items ? `${limits}, ${fewItemsWord}` : limits;
}
