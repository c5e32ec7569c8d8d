import { exp, log1p } from './exact-math';
import { computeNormalDensity, computeUpperTail } from './normal-distribution';

/**
 * a_k, the expected maximum of k independent standard normal numbers: ∫ x·k·φ(x)·Φ(x)^(k−1) dx by the trapezoidal rule, whose
 * error falls faster than any power of the step for a function like this (Trefethen & Weideman 2014). Absolute error below
 * 1e-11 for k up to 1e9. a_1 = 0. Throws a RangeError unless k is whole and positive.
 */
export function computeExpectedMaximum(k: number): number {
  if (!(Number.isSafeInteger(k) && k >= 1))
    throw new RangeError(`A maximum needs at least one number, got ${k}.`);
  if (k === 1) return 0;
  let sum = 0;
  for (let i = -reach * stepsPerUnit; i <= reach * stepsPerUnit; i++) {
    const x = i / stepsPerUnit;
    sum += x * computeNormalDensity(x) * exp((k - 1) * log1p(-computeUpperTail(x)));
  }
  return (k * sum) / stepsPerUnit;
}

const stepsPerUnit = 32;
const reach = 12;

/**
 * Expected amount by which the best of k scores of one team overstates its model: about a_k·SE·√(1 − ρ), for k equally good
 * submissions whose scores have standard error SE and correlate by ρ, in the unit of SE. An approximation for normal scores.
 * Throws a RangeError unless k is whole and positive, SE ≥ 0 and −1 ≤ ρ ≤ 1.
 */
export function computeBestOfKOptimism({
  k,
  standardError,
  correlation,
}: {
  k: number;
  standardError: number;
  correlation: number;
}): number {
  if (!(standardError >= 0 && Math.abs(correlation) <= 1))
    throw new RangeError(`No standard error and correlation: ${standardError}, ${correlation}.`);
  return computeExpectedMaximum(k) * standardError * Math.sqrt(1 - correlation);
}
