/**
 * Implements exp and log so that they give the same bits in every JavaScript engine. ECMAScript leaves the last digit of
 * `Math.exp`, `Math.log` and `**` to the engine, and V8 has changed it between versions; a score that readers recompute must
 * not depend on that. Only +, −, ×, ÷ and square roots are used, which IEEE 754 fixes. Errors are below 1 ulp.
 *
 * Algorithms and constants: fdlibm 5.3, e_exp.c and e_log.c (Copyright 1993 Sun Microsystems, freely usable with this
 * notice).
 */

const ln2High = 0.6931471803691238;

const ln2Low = 1.9082149292705877e-10;

const double = new Float64Array(1);

const words = new Uint32Array(double.buffer);

const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** x² as a product: the last digit of `x ** 2` depends on the engine. */
export const square = (x: number): number => x * x;

/** Computes 2^k as a normal double, −1022 ≤ k ≤ 1023. */
function powerOfTwo(k: number): number {
  double[0] = 1;
  words[highWord] = (1023 + k) << 20;
  return double[0];
}

/** Computes eˣ: Infinity from 709.79 on, 0 below −745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  if (Math.abs(x) < 2 ** -28) return 1 + x;
  const k = Math.abs(x) > 0.34657359027997264 ? Math.trunc(Math.LOG2E * x + (x < 0 ? -0.5 : 0.5)) : 0;
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k === 1024) return y * 2 * powerOfTwo(1023);
  return k >= -1021 ? y * powerOfTwo(k) : y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
}

/** Natural logarithm: −Infinity at 0, NaN for negative numbers. */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  const isSubnormal = x < 2 ** -1022;
  double[0] = isSubnormal ? x * 2 ** 54 : x;
  const high = words[highWord]!;
  const mantissa = high & 0x000fffff;
  const isUpper = (mantissa + 0x95f64) & 0x00100000;
  words[highWord] = mantissa | (isUpper ^ 0x3ff00000);
  const k = (high >>> 20) - 1023 + (isUpper >> 20) - (isSubnormal ? 54 : 0);
  const f = double[0] - 1;
  if ((0x000fffff & (2 + mantissa)) < 3) {
    if (f === 0) return k * ln2High + k * ln2Low;
    const r = f * f * (0.5 - (1 / 3) * f);
    return k === 0 ? f - r : k * ln2High - (r - k * ln2Low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const r = even + odd;
  if (((mantissa - 0x6147a) | (0x6b851 - mantissa)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * ln2High - (half - (s * (half + r) + k * ln2Low) - f);
  }
  return k === 0 ? f - s * (f - r) : k * ln2High - (s * (f - r) - k * ln2Low - f);
}

/** ln(1 + x) without the loss of 1 + x near 0 (Goldberg 1991, ACM Computing Surveys 23:5, theorem 4). */
export function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : (log(sum) * x) / (sum - 1);
}

/**
 * The remainder of Stirling's formula: ln Γ(x + 1) − [½ ln 2πx + x ln x − x], x > 0, which is also ln Γ(x) − [(x − ½) ln x −
 * x + ½ ln 2π]. By the asymptotic series (Abramowitz & Stegun 6.1.41) for x from 12 on, and by recursion from there for
 * smaller x. Absolute error below 1e-15 from 1 on.
 */
export function computeStirlingRest(x: number): number {
  const known = ofWhole[x];
  if (known !== undefined) return known;
  return x < 12 ? stepDown(x) : sumSeries(x);
}

function stepDown(x: number): number {
  let steps = 0;
  let y = x;
  for (; y < 12; y++) steps += (y + 0.5) * log1p(1 / y) - 1;
  return steps + sumSeries(y);
}

function sumSeries(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - (y * 691) / 360360))))) / x;
}

const ofWhole = [Number.POSITIVE_INFINITY, ...Array.from({ length: 11 }, (_, i) => stepDown(i + 1))];
