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

/** `value` to the next multiple of 10^−decimals that isn't below it. */
export function roundUpToDecimals(value: number, decimals: number): number {
  const rounded = roundToDecimals(value, decimals);
  return rounded >= value ? rounded : roundToDecimals(rounded + Number(`1e${-decimals}`), decimals);
}
