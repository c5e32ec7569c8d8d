import { square } from './exact-math';
import type { Bounds } from './interval';
import { computeNormalCdf, computeNormalQuantile, normalQuantile975 } from './normal-distribution';
import { computeMean } from './sums';

/** Result of a bootstrap: the statistic of the sample itself and of every resample. */
export type Resampled = {
  readonly estimate: number;
  readonly replicates: Float64Array;
  /** Computes the statistic's acceleration, on demand only; not finite where the jackknife has no value. */
  readonly computeAcceleration: () => number;
};

/** Largest |z₀| with which the replicates count as unbiased, so that the percentile interval is used. */
const biasMax = 0.1;

/**
 * Computes the 95 % interval of a bootstrap: percentile, or BCa (Efron 1987, J. Am. Stat. Assoc. 82:171–185) where the
 * replicates' median differs from the estimate, |z₀| > 0.1. z₀ = Φ⁻¹(share of replicates below the estimate, ties counting
 * half), and the bounds are the quantiles at Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))), a the acceleration. A share of 0 or 1 counts
 * as half a replicate; a bound stops at the outermost replicate.
 *
 * The percentile interval is also used where a isn't finite or too large for both quantiles to exist. NaN if any replicate
 * isn't finite. Sorts the replicates in place.
 */
export function computeBootstrapInterval(resampled: Resampled): Bounds {
  const { estimate, replicates } = resampled;
  const percentile = computePercentileInterval(replicates);
  if (Number.isNaN(percentile.lower)) return percentile;
  const bias = computeBias(estimate, replicates);
  if (!(Math.abs(bias) > biasMax)) return percentile;
  const acceleration = resampled.computeAcceleration();
  const [lower, upper] = [bias - normalQuantile975, bias + normalQuantile975];
  if (!(1 - acceleration * lower > 0 && 1 - acceleration * upper > 0)) return percentile;
  const quantileAt = (z: number) =>
    computeQuantile(replicates, computeNormalCdf(bias + z / (1 - acceleration * z)));
  return { lower: quantileAt(lower), upper: quantileAt(upper) };
}

function computeBias(estimate: number, replicates: Float64Array): number {
  // Replicates that should equal the estimate differ from it by rounding errors of their sums.
  const tolerance = 1e-12 * Math.abs(estimate);
  let below = 0;
  for (const replicate of replicates) {
    if (replicate < estimate - tolerance) below += 1;
    else if (replicate <= estimate + tolerance) below += 0.5;
  }
  const count = replicates.length;
  return computeNormalQuantile(Math.min(Math.max(below, 0.5), count - 0.5) / count);
}

/**
 * Computes the acceleration by the jackknife: Σu³/(6·(Σu²)^1.5), u = mean of the leave-one-out values less the value (Efron
 * & Tibshirani 1993, eq. 14.15). 0 where all values are equal.
 */
export function computeJackknifeAcceleration(values: Float64Array): number {
  const mean = computeMean(values);
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < values.length; i++) {
    const u = mean - values[i]!;
    squares += square(u);
    cubes += square(u) * u;
  }
  return squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
}

/** Number of resamples behind every bootstrap interval. */
export const replicateCount = 2000;

/**
 * Percentile interval (Efron & Tibshirani 1993, ch. 13): the 2.5 % and 97.5 % quantiles of the replicates, interpolated linearly
 * (type 7 of Hyndman & Fan 1996). NaN if any replicate isn't finite: dropping it would narrow the interval. Sorts the replicates
 * in place.
 */
export function computePercentileInterval(replicates: Float64Array): Bounds {
  if (!replicates.every(Number.isFinite)) return { lower: Number.NaN, upper: Number.NaN };
  replicates.sort();
  return { lower: computeQuantile(replicates, 0.025), upper: computeQuantile(replicates, 0.975) };
}

/** The p-quantile of sorted values, interpolated linearly (type 7 of Hyndman & Fan 1996). */
export function computeQuantile(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** A metric that is a function of the means of columns with one value per item. */
export type MeanStatistic = {
  readonly columns: readonly Float64Array[];
  readonly computeStatistic: (means: Float64Array) => number;
};
