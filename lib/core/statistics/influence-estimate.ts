import { computeMean, computeSum } from './compensated-sum';
import { exp, log, square } from './exact-math';
import { numberGroups, sumByGroup } from './group-sums';
import type { Limits } from './interval';
import { normalQuantile975 } from './normal-quantile';
import { computeStudentQuantile } from './student-distribution';

/**
 * A score with the influence of every item on it: n times the derivative by the item's weight (Hampel 1974, JASA 69:383–393).
 * Influences have the mean 0.
 */
export type InfluenceEstimate = { readonly value: number; readonly influences: Float64Array };

/**
 * Standard error by the infinitesimal jackknife (Jaeckel 1972, Bell Labs memorandum; Efron 1982, ch. 6): the root of
 * Σ (I_i − Ī)²/(n(n − 1)). NaN for n < 2.
 *
 * Of items in G groups, which are drawn as wholes, the root of G/(G − 1)·Σ_g (Σ_{i∈g} (I_i − Ī))²/n² (Williams 2000, Biometrics
 * 56:645–646). NaN for G < 2.
 */
export function computeInfluenceError(
  { influences }: InfluenceEstimate,
  groups: Int32Array | null = null,
): number {
  const n = influences.length;
  if (groups !== null) {
    const center = computeMean(influences);
    const items = numberGroups(groups);
    const sums = sumByGroup(
      influences.map((influence) => influence - center),
      items,
    );
    return Math.sqrt((items.groupCount / (items.groupCount - 1)) * computeSum(sums.map(square))) / n;
  }
  const mean = computeMean(influences);
  return Math.sqrt(computeSum(influences.map((influence) => square(influence - mean))) / n / (n - 1));
}

/**
 * 95 % limits of a score between 0 and 1, symmetric on the logit scale: logit θ̂ ± z·SE/(θ̂(1 − θ̂)). Undefined where that
 * variance says nothing: a standard error that isn't above rounding, a score of 0 or 1. z is the point of Student's t with `degrees`.
 */
export function computeLogitLimits(
  estimate: InfluenceEstimate,
  groups: Int32Array | null,
  degrees: number,
): Limits | undefined {
  const { value } = estimate;
  const error = computeInfluenceError(estimate, groups);
  if (!(error > errorMin && value > 0 && value < 1)) return undefined;
  const logit = log(value / (1 - value));
  const half = (computeStudentQuantile(0.975, degrees) * error) / (value * (1 - value));
  return { lower: 1 / (1 + exp(half - logit)), upper: 1 / (1 + exp(-half - logit)) };
}

/**
 * 95 % limits of a correlation, symmetric on Fisher's scale: artanh θ̂ ± z·SE/(1 − θ̂²) (Fisher 1921, Metron 1:3–32). Undefined
 * where that variance says nothing: a standard error that isn't above rounding, a correlation of −1 or 1. z is a point of the normal
 * distribution, of items in groups of Student's t with `countGroupDegrees`.
 */
export function computeFisherLimits(
  estimate: InfluenceEstimate,
  groups: Int32Array | null,
): Limits | undefined {
  const { value } = estimate;
  const error = computeInfluenceError(estimate, groups);
  const room = (1 - value) * (1 + value);
  if (!(error > errorMin && room > errorMin)) return undefined;
  const center = log((1 + value) / (1 - value)) / 2;
  const quantile =
    groups === null ? normalQuantile975 : computeStudentQuantile(0.975, countGroupDegrees(groups));
  const half = (quantile * error) / room;
  return { lower: computeTanh(center - half), upper: computeTanh(center + half) };
}

/** The value plus each item's influence: their mean is the value, and their spread its standard error times √n. */
export function computePseudoValues({ value, influences }: InfluenceEstimate): Float64Array {
  return influences.map((influence) => value + influence);
}

const errorMin = 1e-12;

/** One less than there are groups. */
export const countGroupDegrees = (groups: Int32Array): number => new Set(groups).size - 1;

const computeTanh = (x: number): number => 1 - 2 / (exp(2 * x) + 1);
