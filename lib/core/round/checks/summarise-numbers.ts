import { computeMean } from '../../statistics/compensated-sum';

/** Mean and standard deviation with divisor n; NaN for no values. */
export function summariseNumbers(values: Float64Array): { mean: number; sd: number } {
  const mean = computeMean(values);
  return { mean, sd: Math.sqrt(computeMean(values.map((value) => (value - mean) ** 2))) };
}

/** The middle value, or the mean of the two in the middle. Throws for no values. */
export function findMedian(values: Float64Array): number {
  if (values.length === 0) throw new Error('no values have no median');
  const sorted = values.slice().sort();
  const upper = sorted[sorted.length >> 1]!;
  return sorted.length % 2 === 1 ? upper : (sorted[(sorted.length >> 1) - 1]! + upper) / 2;
}
