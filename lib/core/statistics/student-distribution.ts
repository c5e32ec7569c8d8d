import { computeStirlingRest, exp, log, log1p } from './exact-math';
import { computeNormalCdf, computeNormalQuantile } from './normal-distribution';

/**
 * P(T ≤ t) for Student's t with `df` degrees of freedom, any positive number (Welch's need not be whole); Infinity gives the
 * normal distribution. Lower tail ½·I_{ν/(ν+t²)}(ν/2, ½) (Abramowitz & Stegun 26.7.1) by the continued fraction of the
 * incomplete beta function in ACM algorithm 708 (DiDonato & Morris 1992, TOMS 18:360–373), evaluated by Lentz's method.
 * Relative error below 1e-12 in the lower tail down to 1e-100; for the upper tail use `computeStudentUpperTail`. The same
 * bits in every engine. Throws a RangeError unless df > 0.
 */
export function computeStudentCdf(t: number, df: number): number {
  requireDegrees(df);
  if (Number.isNaN(t)) return t;
  if (t === 0) return 0.5;
  if (t === Number.POSITIVE_INFINITY) return 1;
  if (t === Number.NEGATIVE_INFINITY) return 0;
  if (df > normalFrom) return computeNormalCdf(t);
  const tail = computeTail(Math.abs(t), df);
  return t < 0 ? tail : 1 - tail;
}

/** P(T > t) with all digits, even for large t. Throws a RangeError unless df > 0. */
export const computeStudentUpperTail = (t: number, df: number): number => computeStudentCdf(-t, df);

/**
 * Finds the t with P(T ≤ t) = p, by Newton's method on ln P as a function of ln t, within a bracket. Relative error about
 * 1e-12. −Infinity at 0, Infinity at 1; infinite also where t exceeds the largest double because of few degrees of freedom;
 * NaN for p outside 0 … 1. Throws a RangeError unless df > 0.
 */
export function computeStudentQuantile(p: number, df: number): number {
  requireDegrees(df);
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p === 0.5) return 0;
  if (df > normalFrom) return computeNormalQuantile(p);
  const t = solveTail(p < 0.5 ? p : 1 - p, df);
  return p < 0.5 ? -t : t;
}

/**
 * Number of degrees of freedom above which the normal distribution is used; its quantile differs by less than 1e-13 of
 * the quantile.
 */
const normalFrom = 1e14;

function requireDegrees(df: number): void {
  if (!(df > 0)) throw new RangeError(`Student's t needs positive degrees of freedom, got ${df}.`);
}

/** Upper tail P(T > t) of Student's distribution for t > 0. */
function computeTail(t: number, df: number): number {
  const half = df / 2;
  const odds = (t / df) * t;
  const peak = (exp(-half * logOnePlusOdds(t, df)) * gammaRatio(half)) / rootPi;
  const outside = 1 / (1 + odds);
  const inside = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
  return outside < (half + 1) / (half + 2.5)
    ? (0.5 * peak * Math.sqrt(inside)) / continueFraction(outside, inside, half, 0.5)
    : 0.5 - (peak * Math.sqrt(inside)) / (2 * continueFraction(inside, outside, 0.5, half));
}

/** Computes ln(1 + t²/ν), even where t² exceeds the largest double. */
function logOnePlusOdds(t: number, df: number): number {
  const odds = (t / df) * t;
  return odds > 1e300 ? 2 * log(t) - log(df) : log1p(odds);
}

const rootPi = 1.772453850905516;

/** Computes Γ(a + ½)/Γ(a) for a > 0, without cancellation for large a. */
function gammaRatio(a: number): number {
  let ratio = 1;
  let x = a;
  for (; x < 12; x++) ratio *= x / (x + 0.5);
  const logRatio = x * log1p(0.5 / x) - 0.5 + computeStirlingRest(x + 0.5) - computeStirlingRest(x);
  return ratio * Math.sqrt(x) * exp(logRatio);
}

/**
 * The continued fraction with I_x(a, b) = xᵃyᵇ/(B(a, b) × fraction), y = 1 − x passed as an argument so that it has full
 * precision.
 */
function continueFraction(x: number, y: number, a: number, b: number): number {
  let fraction = nonZero((a * (a * y - b * x + 1)) / (a + 1));
  let c = fraction;
  let d = 0;
  for (let m = 1; ; m++) {
    const top =
      (((a + m - 1) * x) / (a + 2 * m - 1)) * (((a + b + m - 1) * m * (b - m) * x) / (a + 2 * m - 1));
    const term =
      m +
      (m * (b - m) * x) / (a + 2 * m - 1) +
      ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1);
    d = 1 / nonZero(term + top * d);
    c = nonZero(term + top / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 3e-16) return fraction;
  }
}

const nonZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);

/** Finds the t > 0 whose upper tail has the probability `tail`, 0 < tail < ½. */
function solveTail(tail: number, df: number): number {
  let low = 0;
  let high = 1;
  while (computeTail(high, df) > tail && high < Number.MAX_VALUE / 4) {
    low = high;
    high *= 4;
  }
  if (high >= Number.MAX_VALUE / 4) return Number.POSITIVE_INFINITY;
  const peak = gammaRatio(df / 2) / (Math.sqrt(df) * rootPi);
  let t = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const value = computeTail(t, df);
    if (value > tail) low = t;
    else high = t;
    const density = peak * exp((-(df + 1) / 2) * logOnePlusOdds(t, df));
    const move = (log(value / tail) * value) / density;
    // For large t, ln P is nearly linear in ln t; near 0 it is nearly linear in t.
    const next = t > 1 ? t * exp(move / t) : t + move;
    const inside = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(inside - t) <= 1e-15 * t) return inside;
    t = inside;
  }
  return t;
}

/** A part of a variance with its degrees of freedom. */
export type VariancePart = { readonly variance: number; readonly degrees: number };

/**
 * Degrees of freedom of a variance that is the sum of independently estimated parts, (ΣV)²/Σ(V²/ν) (Satterthwaite 1946,
 * Biometrics Bull. 2:110–114; Welch 1947, Biometrika 34:28–35). The result is between the smallest degrees of freedom of a
 * part and the sum of all, and at least 1; if all variances are 0, it is the smallest of the parts.
 */
export function computeWelchDegrees(parts: readonly VariancePart[]): number {
  let sum = 0;
  let squares = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (const { variance, degrees } of parts) {
    fewest = Math.min(fewest, degrees);
    if (!(variance > 0)) continue;
    sum += variance;
    squares += variance * (variance / Math.max(1, degrees));
  }
  return Math.max(1, sum > 0 ? sum * (sum / squares) : fewest);
}
