import { exp, log, log1p } from '../statistics/exact-math';

/**
 * P(X ≤ k), X ~ Binomial(n, p), by summing masses downwards from k, the first of them by Loader's saddle-point form (2000,
 * "Fast and accurate computation of binomial probabilities"), which loses no digits for large n. Relative error about 1e-13.
 * Above the mean the terms first grow; the sum then takes O(k − n·p) more of them.
 * Throws a RangeError unless 0 ≤ k ≤ n are whole and 0 ≤ p ≤ 1.
 */
export function computeBinomialTail(k: number, n: number, p: number): number {
  if (!(Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n && p >= 0 && p <= 1))
    throw new RangeError(`No binomial tail at ${k} of ${n} with p = ${p}.`);
  if (k === n || p === 0) return 1;
  if (p === 1) return 0;
  let mass = computeMass(k, n, p);
  let sum = 0;
  const odds = (1 - p) / p;
  for (let i = k; i >= 0; i--) {
    sum += mass;
    if (i <= n * p && mass < 1e-17 * sum) break;
    mass *= (i / (n - i + 1)) * odds;
  }
  return Math.min(1, sum);
}

function computeMass(k: number, n: number, p: number): number {
  if (k === 0) return exp(n * log1p(-p));
  const rest = n - k;
  const exponent =
    computeStirlingError(n) -
    computeStirlingError(k) -
    computeStirlingError(rest) -
    computeDeviance(k, n * p) -
    computeDeviance(rest, n * (1 - p));
  return Math.sqrt(n / (2 * Math.PI * k * rest)) * exp(exponent);
}

/** x·ln(x/m) − x + m, by a series where x is near m. */
function computeDeviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; ; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

const smallErrors = Array.from({ length: 16 }, (_, k) => {
  let logFactorial = 0;
  for (let i = 2; i <= k; i++) logFactorial += log(i);
  return k === 0 ? 0 : logFactorial - (0.5 * log(2 * Math.PI * k) + k * log(k) - k);
});

/** ln n! − [½ ln(2πn) + n ln n − n]. */
function computeStirlingError(n: number): number {
  const small = smallErrors[n];
  if (small !== undefined) return small;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}
