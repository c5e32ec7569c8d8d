/** Count, mean and variance (divisor n − 1) of a sample. */
export type SampleMoments = { readonly count: number; readonly mean: number; readonly variance: number };

/**
 * Moments by Welford's recurrence (1962, Technometrics 4:419–420), so that constant values have a variance of exactly 0.
 * No values give a mean of NaN; fewer than two a variance of NaN.
 */
export function computeSampleMoments(values: Iterable<number>): SampleMoments {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    count++;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  return {
    count,
    mean: count === 0 ? Number.NaN : mean,
    variance: count < 2 ? Number.NaN : squares / (count - 1),
  };
}
