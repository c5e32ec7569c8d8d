import { computeStirlingRest, exp, log, log1p } from './exact-math';
import type { Rng } from './rng';

/**
 * Draws a Binomial(n, p) count, exact in distribution: sequential inversion where n·min(p, 1−p) < 10, else the transformed
 * rejection BTRS (Hörmann 1993, J. Stat. Comput. Simul. 46:101–110), whose cost doesn't grow with n. For p ≤ 0 the result is
 * 0, for p ≥ 1 it is n.
 */
export function drawBinomial(rng: Rng, n: number, p: number): number {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawLowerHalf(rng, n, 1 - p);
  return drawLowerHalf(rng, n, p);
}

function drawLowerHalf(rng: Rng, n: number, p: number): number {
  return n * p < 10 ? drawByInversion(rng, n, p) : drawByRejection(rng, n, p);
}

function drawByInversion(rng: Rng, n: number, p: number): number {
  const odds = p / (1 - p);
  const none = exp(n * log1p(-p));
  for (;;) {
    let rest = rng.nextUnit();
    let mass = none;
    for (let k = 0; k <= n; k++) {
      if (rest < mass) return k;
      rest -= mass;
      mass *= ((n - k) / (k + 1)) * odds;
    }
    // Because of rounding, the masses may sum to about 1e-16 less than 1; if the random number is beyond the sum, a new
    // number is drawn.
  }
}

function drawByRejection(rng: Rng, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const odds = p / (1 - p);
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = rng.nextUnit() - 0.5;
    const v = rng.nextUnit();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + center);
    if (us >= 0.07 && v <= squeeze) return k;
    if (!(k >= 0 && k <= n)) continue;
    const bound =
      (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * log((odds * (n - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(n - mode) -
      stirlingTail(k) -
      stirlingTail(n - k);
    if (log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

const tailsBelowTen = Array.from({ length: 10 }, (_, k) => {
  let logFactorial = 0;
  for (let i = 2; i <= k; i++) logFactorial += log(i);
  return logFactorial - (0.5 * log(2 * Math.PI) + (k + 0.5) * log(k + 1) - (k + 1));
});

/** ln k! − [½ ln 2π + (k + ½) ln(k + 1) − (k + 1)]: the remainder of Stirling's formula for BTRS. */
function stirlingTail(k: number): number {
  const tail = tailsBelowTen[k];
  if (tail !== undefined) return tail;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}

/**
 * P(X = k) for X ~ Binomial(n, ½), by Loader's saddle-point form (Loader 2000, "Fast and accurate computation of binomial
 * probabilities"), which loses no digits for large n. Relative error below 1e-12 for n up to 1e6; a result below about
 * 1e-308 becomes 0. Throws a RangeError unless k and n are whole and 0 ≤ k ≤ n.
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
 * P(X ≥ k) for X ~ Binomial(n, ½): sums the mass at k and the masses beyond, by their ratios (n − j)/(j + 1), until they are
 * negligible. Small tails keep their relative precision. At most about 9·√n steps. Throws a RangeError unless k and n are
 * whole and 0 ≤ k ≤ n.
 */
export function computeFairCoinTail(k: number, n: number): number {
  requireCounts(k, n);
  if (k === 0) return 1;
  if (2 * k <= n) return 1 - sumFrom(n - k + 1, n);
  return sumFrom(k, n);
}

/** Sums the masses from k on, for k > n/2. */
function sumFrom(k: number, n: number): number {
  const first = computeFairCoinMass(k, n);
  let sum = 1;
  let mass = 1;
  // A mass below half a unit in the sum's last place doesn't change the sum, and neither do the masses beyond it.
  for (let j = k; mass > sum * (Number.EPSILON / 4); j++) {
    mass *= (n - j) / (j + 1);
    sum += mass;
  }
  // The probability above the middle is at most ½; rounding must not let the result exceed ½.
  return Math.min(0.5, first * sum);
}

/** x ln(x/m) + m − x; by a series where the terms would cancel (bd0 in Loader 2000). */
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

export type HypergeometricTails = {
  /**
   * Two-sided p of drawing `k` of the `marked` among `total` in `drawn` draws without replacement: twice the smaller tail,
   * at most 1. Within 3 standard deviations of the mean the function returns 1 without computation.
   */
  computeTwoSided(k: number, marked: number, drawn: number): number;
};

const distanceMin = 3;

/**
 * Computes exact tails of hypergeometric distributions with the same total, by summing masses outwards from k (Johnson, Kemp
 * & Kotz 2005, Univariate Discrete Distributions, section 6.2). Relative error below 1e-8. Memory: 8 bytes per unit of the
 * total.
 */
export function createHypergeometricTails(total: number): HypergeometricTails {
  const logFactorials = new Float64Array(total + 2);
  for (let n = 2; n < logFactorials.length; n++) logFactorials[n] = logFactorials[n - 1]! + log(n);
  const logChoose = (n: number, k: number) => logFactorials[n]! - logFactorials[k]! - logFactorials[n - k]!;

  /** Upper tail P(X ≥ k) for k above the mean, as the sum of its masses. */
  function computeUpper(k: number, marked: number, drawn: number): number {
    const kMax = Math.min(marked, drawn);
    if (k > kMax) return 0;
    let mass = exp(logChoose(marked, k) + logChoose(total - marked, drawn - k) - logChoose(total, drawn));
    let sum = 0;
    for (let x = k; x <= kMax && mass > 1e-17 * sum; x++) {
      sum += mass;
      mass *= ((marked - x) * (drawn - x)) / ((x + 1) * (total - marked - drawn + x + 1));
    }
    return sum;
  }

  return {
    computeTwoSided(k, marked, drawn) {
      const mean = (marked * drawn) / total;
      const variance = (mean * (total - marked) * (total - drawn)) / (total * Math.max(1, total - 1));
      if (Math.abs(k - mean) < distanceMin * Math.sqrt(variance) || variance === 0) return 1;
      // The lower tail of marked items among the drawn ones equals an upper tail of unmarked items.
      const tail = k > mean ? computeUpper(k, marked, drawn) : computeUpper(drawn - k, total - marked, drawn);
      return Math.min(1, 2 * tail);
    },
  };
}
