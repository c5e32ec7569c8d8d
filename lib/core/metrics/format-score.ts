import { isBounded } from './is-bounded';
import { metricByName } from './metric-by-name';
import type { MetricName } from './metric-name';

const fiveDigits = new Intl.NumberFormat('en', {
  minimumSignificantDigits: 5,
  maximumSignificantDigits: 5,
  useGrouping: false,
});

/** The factor between a published number and the number on the page: shares and areas are shown × 100. */
export const scoreScale = (metric: MetricName): 1 | 100 => (isBounded(metric) ? 100 : 1);

/** What the numbers are: `ROC AUC × 100`, or the plain title of a metric without bounds. */
export function formatMetric(metric: MetricName): string {
  return isBounded(metric) ? `${metricByName[metric].title} × 100` : metricByName[metric].title;
}

/** A published score: × 100 with two decimals, or the five digits that are published of an unbounded metric. */
export function formatScore(metric: MetricName, score: number): string {
  return withMinus(isBounded(metric) ? (score * 100).toFixed(2) : fiveDigits.format(score));
}

/** A difference of two scores, always with its sign; one that rounds to nothing has a plus. */
export function formatDifference(metric: MetricName, difference: number): string {
  const text = isBounded(metric) ? (difference * 100).toFixed(2) : difference.toPrecision(3);
  return Number(text) < 0 ? withMinus(text) : `+${text.replace('-', '')}`;
}

/** The range from low to high, with an en dash, or a word where a minus stands in it. */
export function formatInterval(
  metric: MetricName,
  { lower, upper }: { lower: number; upper: number },
): string {
  return `${formatScore(metric, lower)}${lower < 0 ? ' to ' : '–'}${formatScore(metric, upper)}`;
}

/** Beside an interval that may hold the true score far less often than it aims to. */
export const fewItemsWord = 'rests on few items';

/** An interval with its mark, or why there is none. */
export function describeInterval(
  metric: MetricName,
  interval: { lower: number; upper: number; rests_on_few_items?: boolean } | null,
): string {
  if (interval === null) return 'no interval';
  const limits = formatInterval(metric, interval);
  return interval.rests_on_few_items ? `${limits}, ${fewItemsWord}` : limits;
}

const withMinus = (text: string): string => text.replace('-', '−');
