import type { Bounds, Interval, UnreliableReason } from '../statistics/interval';
import { type MetricName, metricByName } from './metric-name';

/** The factor between a published number and the displayed number: shares and areas are displayed × 100. */
export const scoreScale = (metric: MetricName): 1 | 100 => (isBounded(metric) ? 100 : 1);

/** Title above displayed scores: `ROC AUC × 100`, or the plain title for a metric without bounds. */
export function formatMetric(metric: MetricName): string {
  return isBounded(metric) ? `${metricByName[metric].title} × 100` : metricByName[metric].title;
}

/**
 * A published score: × 100 with two decimals, or the five published digits of an unbounded metric.
 * @param decimals number of decimals of the score itself, where it has fewer than usual; after × 100 two fewer are written
 */
export function formatScore(metric: MetricName, score: number, decimals?: number): string {
  const isShare = isBounded(metric);
  if (decimals !== undefined)
    return withMinus((score * scoreScale(metric)).toFixed(Math.max(0, decimals - (isShare ? 2 : 0))));
  return withMinus(isShare ? (score * 100).toFixed(2) : formatSignificant(score, 5));
}

/**
 * Formats a difference of two scores, always with its sign; a difference that rounds to zero has a plus.
 * @param decimals from `chooseDecimals`, if other differences are shown beside it; else three significant digits.
 * Differences of bounded metrics always have two decimals after × 100
 */
export function formatDifference(metric: MetricName, difference: number, decimals?: number): string {
  const plain = decimals === undefined ? difference.toPrecision(3) : difference.toFixed(decimals);
  const text = isBounded(metric) ? (difference * 100).toFixed(2) : plain;
  return Number(text) < 0 ? withMinus(text) : `+${text.replace('-', '')}`;
}

/** Formats the size of a difference, without a sign. */
export const formatSize = (metric: MetricName, difference: number, decimals?: number): string =>
  formatDifference(metric, Math.abs(difference), decimals).replace('+', '');

/**
 * Chooses the decimals of differences that are shown together, such as an estimate and its interval: three digits of the
 * largest, and no more decimals than scores with five digits have. Metrics with bounds always have two decimals after × 100.
 */
export function chooseDecimals(differences: readonly number[], scores: readonly number[]): number {
  const largest = (values: readonly number[]) => Math.max(0, ...values.map(Math.abs));
  const decimalsOf = (value: number, digits: number) =>
    value === 0 ? digits : digits - 1 - Number(value.toExponential().split('e')[1]);
  const ofScores = scores.length === 0 ? Number.POSITIVE_INFINITY : decimalsOf(largest(scores), 5);
  return Math.min(20, Math.max(0, Math.min(decimalsOf(largest(differences), 3), ofScores)));
}

/** Formats a range from low to high with an en dash, or with a word next to a minus sign. */
export function formatInterval(
  metric: MetricName,
  { lower, upper }: { lower: number; upper: number },
  decimals?: number,
): string {
  const [low, high] = [lower, upper].map((limit) => formatScore(metric, limit, decimals));
  return `${low}${lower < 0 ? ' to ' : '–'}${high}`;
}

const unreliableWords: Readonly<Record<UnreliableReason, string>> = {
  few_groups: 'few groups',
  few_positives: 'few positives',
  few_confident_errors: 'few confident errors',
};

/** States why an interval covers the true score less often than its level, or may; null for a reliable interval. */
export function describeReliability({
  unreliable,
  tail_share: share,
}: Pick<Interval, 'unreliable' | 'tail_share'>): string | null {
  if (unreliable) return `interval unreliable: ${unreliableWords[unreliable]}`;
  if (share === undefined) return null;
  return `largest 1 % of errors: ${share < 0.05 ? 'under 5' : Math.round(100 * share)} %`;
}

/** Formats an interval, followed by the reason if it is unreliable, or states that there is no interval. */
export function describeInterval(
  metric: MetricName,
  interval: (Bounds & Pick<Interval, 'unreliable' | 'tail_share'>) | null,
): string {
  if (interval === null) return 'no interval';
  const note = describeReliability(interval);
  return `${formatInterval(metric, interval)}${note === null ? '' : `, ${note}`}`;
}

const withMinus = (text: string): string => text.replace('-', '−');

/**
 * Formats a finite number without an exponent, rounded to this many significant digits (at most 15), halves away from 0:
 * 123456 to 5 is `123460`, 0 is `0.0000`. The same text as by `Intl.NumberFormat`, whose first use takes a phone's browser
 * 0.13 s.
 */
export function formatSignificant(value: number, digitCount: number): string {
  const [mantissa, power] = Math.abs(value).toExponential().split('e') as [string, string];
  const digits = mantissa.replace('.', '').padEnd(digitCount, '0');
  const isUp = digits.charAt(digitCount) >= '5';
  const rounded = String(Number(digits.slice(0, digitCount)) + (isUp ? 1 : 0)).padEnd(digitCount, '0');
  const wholeCount = Number(power) + 1 + rounded.length - digitCount;
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + place(rounded.slice(0, digitCount), wholeCount);
}

/** Inserts the decimal point after the first `wholeCount` digits. */
function place(digits: string, wholeCount: number): string {
  if (wholeCount <= 0) return `0.${'0'.repeat(-wholeCount)}${digits}`;
  const fraction = digits.slice(wholeCount);
  return digits.slice(0, wholeCount).padEnd(wholeCount, '0') + (fraction && `.${fraction}`);
}

/**
 * True if a metric has two bounds. A metric without two bounds has its own unit, for which a fixed number of decimals means
 * nothing.
 */
export const isBounded = (metric: MetricName): boolean => metricByName[metric].range.every(Number.isFinite);

/**
 * Rounds a number for publication: four decimals for a metric with two bounds, else five significant digits
 * (`publishedNumber` gives the reason).
 */
export function roundPublished(isBounded: boolean, value: number): number {
  const rounded = isBounded ? Number(value.toFixed(4)) : Number(value.toPrecision(5));
  return rounded === 0 ? 0 : rounded;
}
