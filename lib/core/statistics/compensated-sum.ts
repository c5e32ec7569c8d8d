/**
 * Sum with a running correction for the digits that each addition loses (Neumaier 1974, ZAMM 54:39–51).
 * The error doesn't grow with n, so a score doesn't depend on the order of the items in its printed digits.
 */
export function computeSum(values: Float64Array): number {
  return computeSumOf(values.length, (i) => values[i]!);
}

/** `computeSum` of values that need not all be in memory. */
export function computeSumOf(count: number, valueAt: (i: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const value = valueAt(i);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Arithmetic mean by the compensated sum; NaN for no values. */
export function computeMean(values: Float64Array): number {
  return computeSum(values) / values.length;
}

/** `computeMean` of values that need not all be in memory. */
export function computeMeanOf(count: number, valueAt: (i: number) => number): number {
  return computeSumOf(count, valueAt) / count;
}
