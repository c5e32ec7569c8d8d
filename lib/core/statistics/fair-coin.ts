import { exp, log } from './exact-math';
import { computeStirlingRest } from './stirling-rest';

/**
 * P(X = k) for X ~ Binomial(n, ½), by Loader's saddle-point form (Loader 2000, "Fast and accurate computation of binomial
 * probabilities"), which loses no digits for large n. Relative error below 1e-12 for n up to 1e6, 0 below 1e-308 or so.
 * Throws a RangeError unless k and n are whole and 0 ≤ k ≤ n.
 */
export function computeFairCoinMass(k: number, n: number): number {
  requireCounts(k, n);
  if (k === 0 || k === n) return exp(-n * Math.LN2);
  const half = n / 2;
  const logShape =
    computeStirlingRest(n) -
    computeStirlingRest(k) -
    computeStirlingRest(n - k) -
    computeDeviance(k, half) -
    computeDeviance(n - k, half);
  return exp(logShape) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/**
 * P(X ≥ k) for X ~ Binomial(n, ½): the mass at k, and the masses beyond by their ratios (n − j)/(j + 1) until they no longer
 * count. Small tails keep their relative precision. At most about 9·√n steps.
 * Throws a RangeError unless k and n are whole and 0 ≤ k ≤ n.
 */
export function computeFairCoinTail(k: number, n: number): number {
  requireCounts(k, n);
  if (k === 0) return 1;
  if (2 * k <= n) return 1 - sumFrom(n - k + 1, n);
  return sumFrom(k, n);
}

/** The tail from k > n/2 on. */
function sumFrom(k: number, n: number): number {
  const first = computeFairCoinMass(k, n);
  let sum = 1;
  let mass = 1;
  // A mass below half a unit in the sum's last place adds nothing, and neither do those beyond it.
  for (let j = k; mass > sum * (Number.EPSILON / 4); j++) {
    mass *= (n - j) / (j + 1);
    sum += mass;
  }
  // Above the middle lies at most half; rounding must not say more.
  return Math.min(0.5, first * sum);
}

/** x ln(x/m) + m − x, by its series where the terms would cancel (Loader's bd0). */
function computeDeviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 3; ; j += 2) {
    power *= v * v;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}

function requireCounts(k: number, n: number): void {
  if (!(Number.isSafeInteger(k) && Number.isSafeInteger(n) && k >= 0 && k <= n))
    throw new RangeError(`Binomial counts must be whole with 0 ≤ k ≤ n, got ${k} of ${n}.`);
}
