import { formatSignificant } from './format-significant';

// How a score is written, by whether its metric has two bounds and nothing else of it: so that a page's own scripts can write one
// without the metrics' formulas. `format-score.ts` asks the metric.

/**
 * Of a metric with bounds × 100 with two decimals, or the five digits that are published of another.
 * @param decimals how many the score itself has, of one that has fewer; × 100 it is written with two less
 */
export function formatScoreBy(isBounded: boolean, score: number, decimals: number | null = null): string {
  if (decimals !== null)
    return withMinus((isBounded ? score * 100 : score).toFixed(Math.max(0, decimals - (isBounded ? 2 : 0))));
  return withMinus(isBounded ? (score * 100).toFixed(2) : formatSignificant(score, 5));
}

/**
 * Always with its sign; one that rounds to nothing has a plus.
 * @param decimals of a metric without bounds, where several stand side by side; else three digits
 */
export function formatDifferenceBy(isBounded: boolean, difference: number, decimals?: number): string {
  const plain = decimals === undefined ? difference.toPrecision(3) : difference.toFixed(decimals);
  const text = isBounded ? (difference * 100).toFixed(2) : plain;
  return Number(text) < 0 ? withMinus(text) : `+${text.replace('-', '')}`;
}

/** From low to high, with an en dash, or a word where a minus stands in it. */
export function formatIntervalBy(
  isBounded: boolean,
  { lower, upper }: { lower: number; upper: number },
  decimals: number | null = null,
): string {
  const [low, high] = [lower, upper].map((limit) => formatScoreBy(isBounded, limit, decimals));
  return `${low}${lower < 0 ? ' to ' : '–'}${high}`;
}

/** Beside an interval that may hold the true score far less often than it aims to. */
export const fewItemsWord = 'rests on few items';

const withMinus = (text: string): string => text.replace('-', '−');
