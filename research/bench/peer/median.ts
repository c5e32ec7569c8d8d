/** Of an odd number of values, in any order. */
export function computeMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
