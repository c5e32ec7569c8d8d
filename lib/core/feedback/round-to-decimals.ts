/**
 * `value` to the nearest multiple of 10^−decimals; negative decimals round to tens, hundreds, and so on. The result is the
 * double nearest to the decimal number, so that it prints with no more digits than that, and never −0.
 * Throws for a value that isn't finite.
 */
export function roundToDecimals(value: number, decimals: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`only a finite number can be told, got ${value}`);
  if (decimals >= 0) return Number(value.toFixed(decimals)) + 0;
  const step = Number(`1e${-decimals}`);
  return Math.round(value / step) * step + 0;
}

/** `value` to the nearest multiple of ½ · 10^−decimals, at least one of them. */
export const roundToHalfSteps = (value: number, decimals: number): number =>
  Math.max(roundToDecimals(2 * value, decimals), Number(`1e${-decimals}`)) / 2;

/**
 * A score to so many decimals, and its standard error to the nearest half step of the last one. Two digits of the error would undo the
 * rounding of the score: of 1,200 items and a score near 0.95 both together would fit 2 counts of hits, not 11.
 */
export const roundReported = (
  { score, standardError }: { readonly score: number; readonly standardError: number },
  decimals: number,
) => ({
  score: roundToDecimals(score, decimals),
  standardError: roundToHalfSteps(standardError, decimals),
});
