import type { PairVerdict } from './pair-codes';

/**
 * The 95 % interval of the difference of two scores, by the test of the pair: it has 0 inside wherever that test alone has p > .05, and
 * never has both signs where it hasn't. So it can't contradict the test that the ranks are made by, which asks for a smaller p.
 * Both rules widen or cut the interval at 0 only: for a true difference of 0 the test decides, for any other the spread does, and each
 * is wrong in about 5 of 100 rounds.
 * @param difference of the two published scores
 * @param range of the metric: no difference is larger than its span
 * @returns null where no limits hold
 */
export function limitDifference(
  difference: number,
  { halfWidth, isApartAlone }: PairVerdict,
  [low, high]: readonly [low: number, high: number],
): { lower: number; upper: number } | null {
  if (halfWidth === null) return null;
  const span = high - low;
  const [lower, upper] = [Math.max(-span, difference - halfWidth), Math.min(span, difference + halfWidth)];
  if (!isApartAlone) return { lower: Math.min(lower, 0), upper: Math.max(upper, 0) };
  return difference < 0 ? { lower, upper: Math.min(upper, 0) } : { lower: Math.max(lower, 0), upper };
}
