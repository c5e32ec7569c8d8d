import { formatSignificant } from './format-significant';

// How a score is written, by whether its metric has two bounds and nothing else of it: so that a page's own scripts can write one
// without the metrics' formulas. `format-score.ts` asks the metric.

/** Of a metric with bounds × 100 with two decimals, or the five digits that are published of another. */
export function formatScoreBy(isBounded: boolean, score: number): string {
  return withMinus(isBounded ? (score * 100).toFixed(2) : formatSignificant(score, 5));
}

/** Always with its sign; one that rounds to nothing has a plus. */
export function formatDifferenceBy(isBounded: boolean, difference: number): string {
  const text = isBounded ? (difference * 100).toFixed(2) : difference.toPrecision(3);
  return Number(text) < 0 ? withMinus(text) : `+${text.replace('-', '')}`;
}

/** From low to high, with an en dash, or a word where a minus stands in it. */
export function formatIntervalBy(
  isBounded: boolean,
  { lower, upper }: { lower: number; upper: number },
): string {
  return `${formatScoreBy(isBounded, lower)}${lower < 0 ? ' to ' : '–'}${formatScoreBy(isBounded, upper)}`;
}

/** Beside an interval that may hold the true score far less often than it aims to. */
export const fewItemsWord = 'rests on few items';

const withMinus = (text: string): string => text.replace('-', '−');
