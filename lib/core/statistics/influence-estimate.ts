import { exp, log, square } from './exact-math';
import type { Bounds } from './interval';
import { computeStudentQuantile } from './student-distribution';
import { computeMean, computeSum, numberGroups, sumByGroup } from './sums';

/**
 * A score and every item's influence on the score: n times the derivative with respect to the item's weight (Hampel 1974,
 * JASA 69:383–393). Influences have the mean 0.
 */
export type InfluenceEstimate = { readonly value: number; readonly influences: Float64Array };

/**
 * Computes a standard error by the infinitesimal jackknife (Jaeckel 1972, Bell Labs memorandum; Efron 1982, ch. 6): the root
 * of Σ (I_i − Ī)²/(n(n − 1)). NaN for n < 2.
 *
 * For items in G groups, which are drawn as wholes, the root of G/(G − 1)·Σ_g (Σ_{i∈g} (I_i − Ī))²/n² (Williams 2000,
 * Biometrics 56:645–646). NaN for G < 2.
 */
export function computeInfluenceError(influences: Float64Array, groups: Int32Array | null = null): number {
  const n = influences.length;
  const mean = computeMean(influences);
  const centered = influences.map((influence) => influence - mean);
  if (groups === null) return Math.sqrt(computeSum(centered.map(square)) / n / (n - 1));
  const items = numberGroups(groups);
  const sums = sumByGroup(centered, items);
  return Math.sqrt((items.groupCount / (items.groupCount - 1)) * computeSum(sums.map(square))) / n;
}

/** Degrees of freedom of the standard error by influences: the number of items, or of groups, minus 1. */
export const countDegrees = (itemCount: number, groups: Int32Array | null): number =>
  (groups === null ? itemCount : new Set(groups).size) - 1;

/** Scales for intervals: `logit` for scores from 0 to 1, `fisher` for scores from −1 to 1 (Fisher 1921, Metron 1:3–32). */
export type Scale = 'logit' | 'fisher';

/** A score with its standard error and degrees of freedom. */
export type Spread = { readonly value: number; readonly error: number; readonly degrees: number };

/**
 * 95 % interval that is symmetric on a scale, by the delta method: f(θ̂) ± t·SE·f′(θ̂). Undefined where such an interval is
 * uninformative: for a standard error that rounding explains, and for a score at an end of its range.
 */
export function computeScaleInterval(scale: Scale, { value, error, degrees }: Spread): Bounds | undefined {
  const room = scale === 'logit' ? value * (1 - value) : (1 - value) * (1 + value);
  if (!(error > errorMin && room > errorMin)) return undefined;
  const half = (computeStudentQuantile(0.975, degrees) * error) / room;
  if (scale === 'logit') {
    const center = log(value / (1 - value));
    return { lower: 1 / (1 + exp(half - center)), upper: 1 / (1 + exp(-half - center)) };
  }
  const center = log((1 + value) / (1 - value)) / 2;
  return { lower: computeTanh(center - half), upper: computeTanh(center + half) };
}

/**
 * 95 % interval of a value above 0 that is symmetric in its logarithm: θ̂·e^(±t·SE/θ̂). Null where rounding explains the
 * standard error.
 * @param relativeError SE/θ̂
 */
export function computeLogInterval(value: number, relativeError: number, degrees: number): Bounds | null {
  if (!(value > 0 && relativeError > errorMin)) return null;
  const factor = exp(computeStudentQuantile(0.975, degrees) * relativeError);
  return { lower: value / factor, upper: value * factor };
}

/** Computes the interval of `computeLogInterval` for the mean of values that are at least 0; null where all are equal. */
export function computeMeanLogInterval(values: Float64Array, groups: Int32Array | null): Bounds | null {
  const mean = computeMean(values);
  if (!(mean > 0)) return null;
  const relative = values.map((value) => value / mean);
  return computeLogInterval(
    mean,
    computeInfluenceError(relative, groups),
    countDegrees(values.length, groups),
  );
}

/** Smallest interval that contains both intervals. */
export const joinIntervals = (one: Bounds | undefined, other: Bounds): Bounds =>
  one ? { lower: Math.min(one.lower, other.lower), upper: Math.max(one.upper, other.upper) } : other;

/**
 * Computes pseudo-values, the score plus each item's influence: their mean is the score, and their standard deviation is its
 * standard error times √n.
 */
export function computePseudoValues({ value, influences }: InfluenceEstimate): Float64Array {
  return influences.map((influence) => value + influence);
}

const errorMin = 1e-12;

const computeTanh = (x: number): number => 1 - 2 / (exp(2 * x) + 1);
