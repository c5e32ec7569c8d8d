import type { Limits } from './interval';

/** Resamples behind every bootstrap interval. */
export const replicateCount = 2000;

/**
 * Percentile limits (Efron & Tibshirani 1993, ch. 13): the 2.5 % and 97.5 % quantiles of the replicates, interpolated
 * linearly (type 7 of Hyndman & Fan 1996). NaN if any replicate isn't finite: dropping it would narrow the interval.
 * Sorts the replicates in place.
 */
export function computePercentileLimits(replicates: Float64Array): Limits {
  if (!replicates.every(Number.isFinite)) return { lower: Number.NaN, upper: Number.NaN };
  replicates.sort();
  return { lower: computeQuantile(replicates, 0.025), upper: computeQuantile(replicates, 0.975) };
}

/** The p-quantile of sorted values, interpolated linearly (type 7). */
export function computeQuantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}
