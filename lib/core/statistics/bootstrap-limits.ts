import { computeMean } from './compensated-sum';
import { square } from './exact-math';
import type { Limits } from './interval';
import { computeNormalCdf, computeNormalQuantile } from './normal-distribution';
import { normalQuantile975 } from './normal-quantile';
import { computePercentileLimits, computeQuantile } from './percentile-limits';

/** What a bootstrap found: the statistic of the sample itself and of every resample. */
export type Resampled = {
  readonly estimate: number;
  readonly replicates: Float64Array;
  /** The statistic's acceleration, computed only where it is needed; not finite where the jackknife has no value. */
  readonly computeAcceleration: () => number;
};

/** Up to this |z₀| the replicates count as unbiased, and percentile limits are given. */
const biasMax = 0.1;

/**
 * 95 % limits of a bootstrap: percentile, or BCa (Efron 1987, J. Am. Stat. Assoc. 82:171–185) where the replicates' median is
 * off the estimate, |z₀| > 0.1. z₀ = Φ⁻¹(share of replicates below the estimate, ties counting half), and the limits are the
 * quantiles at Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))), a the acceleration. A share of 0 or 1 is taken as half a replicate; beyond
 * the outermost replicate there is nothing, so a limit stops there.
 *
 * Percentile limits also where a isn't finite or too large for both quantiles to exist. NaN if any replicate isn't finite.
 * Sorts the replicates in place.
 */
export function computeBootstrapLimits(resampled: Resampled): Limits {
  const { estimate, replicates } = resampled;
  const percentile = computePercentileLimits(replicates);
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
  // Resamples that give the estimate again give it up to the rounding of their sums.
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
 * Acceleration by the jackknife: Σu³/(6·(Σu²)^1.5), u = mean of the leave-one-out values less the value (Efron & Tibshirani 1993,
 * eq. 14.15). 0 where all values are alike.
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
