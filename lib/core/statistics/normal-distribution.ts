import { exp, log, log1p } from './exact-math';
import type { Rng } from './rng';

const inverseRootTwoPi = 0.3989422804014327;

/** Evaluates the polynomial c₀ + c₁x + … by Horner's rule. */
const evaluate = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/** Computes e^(−x²/2). x² is split in two parts, so that its rounding error isn't magnified for large x. */
function expHalfSquare(x: number): number {
  const near = Math.trunc(x * 16) / 16;
  return exp((-near * near) / 2) * exp((-(x - near) * (x + near)) / 2);
}

/** Density φ(x) of the standard normal distribution. Relative error below 1e-15. */
export const computeNormalDensity = (x: number): number =>
  Number.isFinite(x) ? inverseRootTwoPi * expHalfSquare(x) : Number.isNaN(x) ? x : 0;

const center = {
  over: [
    18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.235252035460684, 0.06568233791820745,
  ] as const,
  under: [45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1] as const,
};

const middle = {
  over: [
    9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002,
    93.50665613217785, 8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
  ] as const,
  under: [
    19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761,
    1519.3775994075547, 235.387901782625, 22.26668804432811, 1,
  ] as const,
};

const far = {
  over: [
    2.9112874951168793e-5, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736,
    0.215898534057957, 0.023073441764940174,
  ] as const,
  under: [
    7.297515550839662e-5, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911,
    1,
  ] as const,
};

/**
 * Computes Φ(x), the standard normal distribution function, by the rational approximations of Cody 1969 (Math. Comp.
 * 23:631–637; ACM algorithm 715). Relative error below 2e-15 in the lower tail down to x = −37; for the upper tail use
 * `computeUpperTail`, since 1 − Φ(x) has no correct digits from x = 8.3 on. The same bits in every engine.
 */
export function computeNormalCdf(x: number): number {
  if (Number.isNaN(x)) return x;
  const y = Math.abs(x);
  if (y <= 0.67448975) {
    const z = x * x;
    return 0.5 + (x * evaluate(center.over, z)) / evaluate(center.under, z);
  }
  const tail = computeTail(y);
  return x > 0 ? 1 - tail : tail;
}

/** Computes 1 − Φ(x) with all digits, even for large x. */
export const computeUpperTail = (x: number): number => computeNormalCdf(-x);

function computeTail(y: number): number {
  if (y === Number.POSITIVE_INFINITY) return 0;
  if (y <= 5.656854249492381)
    return (expHalfSquare(y) * evaluate(middle.over, y)) / evaluate(middle.under, y);
  const z = 1 / (y * y);
  const rest = (z * evaluate(far.over, z)) / evaluate(far.under, z);
  return (expHalfSquare(y) * (inverseRootTwoPi - rest)) / y;
}

const quantileCenter = {
  over: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ] as const,
  under: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ] as const,
};

const quantileMiddle = {
  over: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 7.745450142783414e-4,
  ] as const,
  under: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    5.475938084995345e-4, 1.0507500716444169e-9,
  ] as const,
};

const quantileFar = {
  over: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ] as const,
  under: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 7.868691311456133e-4,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ] as const,
};

/**
 * Computes Φ⁻¹(p), the standard normal quantile, by algorithm AS 241 (PPND16; Wichura 1988, Appl. Stat. 37:477–484).
 * Relative error below 2e-15. −Infinity at 0, Infinity at 1, NaN outside. Small p have full precision, p near 1 have few
 * digits: for those use −Φ⁻¹ of the upper tail. The same bits in every engine.
 */
export function computeNormalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * evaluate(quantileCenter.over, r)) / evaluate(quantileCenter.under, r);
  }
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-log(tail));
  const { over, under } = r <= 5 ? quantileMiddle : quantileFar;
  const z = evaluate(over, r <= 5 ? r - 1.6 : r - 5) / evaluate(under, r <= 5 ? r - 1.6 : r - 5);
  return q < 0 ? -z : z;
}

/** Φ⁻¹(0.975), to double precision: the two-sided 95 % point of the normal distribution. */
export const normalQuantile975 = 1.959963984540054;

/** Draws a standard normal number by the polar method (Marsaglia & Bray 1964, SIAM Review 6:260–264). */
export function drawNormal(rng: Rng): number {
  for (;;) {
    const u = 2 * rng.nextUnit() - 1;
    const v = 2 * rng.nextUnit() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
  }
}

/**
 * Computes a_k, the expected maximum of k independent standard normal numbers: ∫ x·k·φ(x)·Φ(x)^(k−1) dx by the trapezoidal
 * rule, whose error falls faster than any power of the step for a function like this (Trefethen & Weideman 2014). Absolute
 * error below 1e-11 for k up to 1e9. a_1 = 0. Throws a RangeError unless k is whole and positive.
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
 * Expected amount by which the best of one team's k scores is too high by selection: about a_k·SE·√(1 − ρ), for k equally
 * good submissions whose scores have standard error SE and correlate by ρ, in the unit of SE. An approximation for normal
 * scores. Throws a RangeError unless k is whole and positive, SE ≥ 0 and −1 ≤ ρ ≤ 1.
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
