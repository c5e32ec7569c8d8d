import type { MetricName } from '../metrics/metric-name';
import { exp, log, log1p } from '../statistics/exact-math';

const zMin = 1.6448536269514722;

const submissionCountToFlag = 3;

/**
 * Number of right predictions of a submission, compared with the expected number under random permutations of these
 * predictions.
 */
export type AccuracyComparison = {
  readonly submission: string;
  readonly accuracy: number;
  readonly chanceAccuracy: number;
  /**
   * Standardised difference from the expected number; null if all permutations give the same number, as with one predicted
   * class or with one class among the labels.
   */
  readonly z: number | null;
};

/**
 * A submission's score compared with a reference score: that of the best constant prediction, or of a random permutation of
 * the submission's own predictions. Both are in the metric's unit, over all items.
 */
export type ScoreComparison = {
  readonly submission: string;
  readonly metric: MetricName;
  readonly against: 'constant' | 'dealt';
  /** The reference score; null where the metric has no value for a constant file. */
  readonly score: number | null;
  readonly chanceScore: number;
  /** z of the mean gain over the reference; null if no item gains, or if all items lose the same. */
  readonly z: number | null;
};

export type ChanceComparison = AccuracyComparison | ScoreComparison;

export type ChanceLevelFlag = {
  readonly kind: 'chance-level';
  readonly team: string;
  readonly submissions: readonly ChanceComparison[];
  readonly judgedCount: number;
};

/**
 * Compares a submission's number of right predictions with its expectation under random permutations of the same predictions.
 * Under a random permutation the number of right predictions has mean Σ n_c·m_c/n and variance [Σ n_c·m_c − (Σ n_c²·m_c + Σ
 * n_c·m_c²)/n + (Σ n_c·m_c)²/n²]/(n − 1), n_c labels and m_c predictions of class c (Hoeffding 1951, Ann. Math. Stat.
 * 22:558–566, for a sum over a random matching).
 *
 * @param labelCounts n_c of each class
 * @param predictionCounts m_c of each class, of the same sum n ≥ 2
 */
export function compareWithChance({
  labelCounts,
  predictionCounts,
  correctCount,
  submission,
}: {
  readonly submission: string;
  readonly correctCount: number;
  readonly labelCounts: readonly number[];
  readonly predictionCounts: readonly number[];
}): AccuracyComparison {
  const n = labelCounts.reduce((sum, count) => sum + count, 0);
  if (n < 2 || predictionCounts.reduce((sum, count) => sum + count, 0) !== n)
    throw new RangeError('Labels and predictions must be as many, and at least two.');
  let products = 0;
  let cubes = 0;
  let isFixed = false;
  labelCounts.forEach((labels, c) => {
    const predictions = predictionCounts[c] ?? 0;
    products += labels * predictions;
    cubes += labels * predictions * (labels + predictions);
    isFixed ||= labels === n || predictions === n;
  });
  const variance = (products - cubes / n + (products / n) * (products / n)) / (n - 1);
  return {
    submission,
    accuracy: correctCount / n,
    chanceAccuracy: products / (n * n),
    z: isFixed || !(variance > 0) ? null : (correctCount - products / n) / Math.sqrt(variance),
  };
}

/** Flags a team whose round has three submissions that aren't better than chance at the 5 % level; null with fewer. */
export function flagChanceLevel(team: string, judged: readonly ChanceComparison[]): ChanceLevelFlag | null {
  const submissions = judged.filter(({ z }) => z === null || z < zMin);
  if (submissions.length < submissionCountToFlag) return null;
  return { kind: 'chance-level', team, submissions, judgedCount: judged.length };
}

/**
 * Computes P(X ≤ k), X ~ Binomial(n, p): sums the probability masses downwards from k. The first mass uses Loader's
 * saddle-point form (2000, "Fast and accurate computation of binomial probabilities"), which loses no digits for large n.
 * Relative error about 1e-13. For k above the mean the masses first grow, and the sum needs O(k − n·p) more masses. Throws a
 * RangeError unless 0 ≤ k ≤ n are whole and 0 ≤ p ≤ 1.
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

/** Deviance x·ln(x/m) − x + m of Loader's form, by a series where x is near m. */
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

/** Error of Stirling's approximation: ln n! − [½ ln(2πn) + n ln n − n]. */
function computeStirlingError(n: number): number {
  const small = smallErrors[n];
  if (small !== undefined) return small;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}
