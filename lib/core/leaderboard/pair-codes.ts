import type { PairTest, PairTestName } from '../statistics/compare-pairs';
import type { PairComparison } from '../statistics/pair-comparison';

/** Stored results of comparing a pair of ranked models, except the difference of their scores. */
export type PairVerdict = {
  /**
   * Half of the 95 % interval of the difference, in the metric's unit, with two significant digits; null where no interval
   * is valid.
   */
  readonly halfWidth: number | null;
  /** True if the test of this pair has p ≤ .05 without correction for other pairs. */
  readonly isSignificantAlone: boolean;
  /** True if the difference is significant after Holm's correction over all pairs, the test behind rank intervals. */
  readonly isSignificant: boolean;
};

/** Maximum number of ranked models whose pairs are stored: two bytes per pair, four megabytes in all. */
export const pairedModelsMax = 2000;

export const bytesOfPair = 2;

/**
 * Byte offset at which the pair of rows i < j (from 0) is stored. The offset doesn't depend on the number of rows, since
 * pairs of additional rows come after.
 */
export const offsetOfPair = (i: number, j: number): number => bytesOfPair * ((j * (j - 1)) / 2 + i);

/**
 * Encodes a pair in 16 bits: significant over all pairs, significant alone, six bits of a power of ten, from −32 on, and
 * seven bits of the two digits, 10 to 99, or 0 for no interval. A third digit could reveal labels (decision 0018).
 */
export function encodePair({ halfWidth, isSignificantAlone, isSignificant }: PairVerdict): number {
  return (isSignificant ? 0x8000 : 0) | (isSignificantAlone ? 0x4000 : 0) | encodeHalfWidth(halfWidth);
}

export function decodePair(code: number): PairVerdict {
  const digits = code & 0x7f;
  const power = ((code >>> 8) & 0x3f) - powerLeast;
  return {
    halfWidth: digits === 0 ? null : Number(`${digits}e${power}`),
    isSignificantAlone: (code & 0x4000) !== 0,
    isSignificant: (code & 0x8000) !== 0,
  };
}

/** Encodes the pairs of the first `rowCount` rows in the order of their offsets, low byte first. */
export function encodePairs(rowCount: number, verdictOf: (i: number, j: number) => PairVerdict): Uint8Array {
  const codes = new DataView(new ArrayBuffer(bytesOfPair * ((rowCount * (rowCount - 1)) / 2)));
  for (let j = 1; j < rowCount; j++)
    for (let i = 0; i < j; i++) codes.setUint16(offsetOfPair(i, j), encodePair(verdictOf(i, j)), true);
  return new Uint8Array(codes.buffer);
}

/** Stored results for all pairs of a ranking's first rows, as encoded by `encodePairs`. */
export type PublishedPairs = { readonly rowCount: number; readonly codes: Uint8Array };

/**
 * Checks whether rows i and j (from 0) differ significantly after Holm's correction over all pairs. False for an unranked
 * row, and for rows beyond the stored ones.
 */
export function readIsSignificant({ rowCount, codes }: PublishedPairs, i: number, j: number): boolean {
  const [first, second] = [Math.min(i, j), Math.max(i, j)];
  if (first === second || second >= rowCount) return false;
  const at = offsetOfPair(first, second);
  return decodePair(codes[at]! + 256 * codes[at + 1]!).isSignificant;
}

const powerLeast = 32;

function encodeHalfWidth(halfWidth: number | null): number {
  if (halfWidth === null || !Number.isFinite(halfWidth) || halfWidth <= 0) return 0;
  const [digits, power] = halfWidth.toExponential(1).split('e');
  const shifted = Number(power) - 1 + powerLeast;
  if (shifted < 0 || shifted > 0x3f) return 0;
  return (shifted << 8) | Math.round(10 * Number(digits));
}

/**
 * Paired tests of all pairs of a round's models on its final split, and the name of the test. Models are identified by their
 * index in the list.
 */
export type ModelComparison = {
  readonly pairs: PairComparison;
  readonly test: PairTestName;
};

/**
 * Combines the results of pairs with the name of the test that compared them.
 * @param pairs compared by `test`
 */
export const asModelComparison = (test: PairTest, pairs: PairComparison): ModelComparison => ({
  pairs,
  test: test.name,
});

/**
 * Computes the 95 % interval of the difference of two scores so that it agrees with the pair's test: it includes 0 if that
 * test alone has p > .05, and doesn't include both signs if p ≤ .05. So it can't contradict the test behind the ranks, which
 * requires a smaller p. If interval and test disagree, the bound next to 0 is set to 0: so coverage of a difference of 0 is
 * that of the test, coverage of other differences that of the interval, both about 95 %.
 * @param difference of the two published scores
 * @param range of the metric: no difference exceeds its length
 * @returns null where no interval is valid
 */
export function computeDifferenceInterval(
  difference: number,
  { halfWidth, isSignificantAlone }: PairVerdict,
  [low, high]: readonly [low: number, high: number],
): { lower: number; upper: number } | null {
  if (halfWidth === null) return null;
  const span = high - low;
  const [lower, upper] = [Math.max(-span, difference - halfWidth), Math.min(span, difference + halfWidth)];
  if (!isSignificantAlone) return { lower: Math.min(lower, 0), upper: Math.max(upper, 0) };
  return difference < 0 ? { lower, upper: Math.min(upper, 0) } : { lower: Math.max(lower, 0), upper };
}
