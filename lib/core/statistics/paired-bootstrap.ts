import { computeMean } from './compensated-sum';
import { square } from './exact-math';
import type { Limits } from './interval';
import { computeUpperTail } from './normal-distribution';
import { computePairPValues, type PairPValues } from './pair-p-values';
import { computePercentileLimits, replicateCount } from './percentile-limits';
import { createRng } from './rng';

/** A metric of the first model less that of the second, in the metric's unit, with its 95 % percentile limits. */
export type PairedDifference = {
  readonly difference: number;
  readonly limits: Limits;
  /** Two-sided. */
  readonly pValue: number;
};

/**
 * Paired bootstrap of the difference of two models in a metric that is a function of means over items, such as the RMSE:
 * every one of B = 2,000 resamples draws the same items for both (Efron & Tibshirani 1993, ch. 16).
 *
 * The p-value is the larger of two: twice the share of replicates on the far side of 0, and the normal tail beyond
 * |difference|/SE with SE the standard deviation of the replicates. The share alone can't tell 1/1,000 from 1/1,000,000, as
 * tests of many pairs must; the normal tail alone can't see a skewed one. Without any spread p is 1 if the models are equal,
 * else 0. A resample without a finite value makes limits and p NaN.
 *
 * @param first per-item columns of the first model, each of length n ≥ 1
 * @param second the same columns of the second model, item by item
 */
export function bootstrapPairedDifference(
  {
    first,
    second,
    computeStatistic,
  }: {
    first: readonly Float64Array[];
    second: readonly Float64Array[];
    computeStatistic: (means: Float64Array) => number;
  },
  seed: string,
): PairedDifference {
  const columns = [...first, ...second];
  const resampled = resampleMeans(columns, seed);
  const differ = (means: Float64Array) =>
    computeStatistic(means.subarray(0, first.length)) - computeStatistic(means.subarray(first.length));
  const difference = differ(Float64Array.from(columns, computeMean));
  const means = new Float64Array(columns.length);
  const replicates = new Float64Array(replicateCount);
  for (let b = 0; b < replicateCount; b++) {
    for (let c = 0; c < columns.length; c++) means[c] = resampled[c]![b]!;
    replicates[b] = differ(means);
  }
  if (!replicates.every(Number.isFinite))
    return { difference, limits: { lower: Number.NaN, upper: Number.NaN }, pValue: Number.NaN };
  const center = computeMean(replicates);
  const error = Math.sqrt(computeMean(replicates.map((value) => square(value - center))));
  const sign = difference < 0 ? -1 : 1;
  const farCount = replicates.reduce((count, value) => count + (sign * value <= 0 ? 1 : 0), 0);
  const pValue = combine(difference, error, farCount / replicateCount);
  return { difference, limits: computePercentileLimits(replicates), pValue };
}

/** Most items that are resampled for all models of a round; above it the mean of the differences is taken as normal. */
const itemCountMax = 20_000;

/**
 * Paired bootstrap p of the difference of means of all pairs of models: `bootstrapPairedDifference` with the same resamples
 * for all of them, and with the SE that it tends to for B → ∞, s/√n of the differences with divisor n. Above 20,000 items only
 * the normal tail is looked at. Costs B·n additions a model and n a pair.
 * @param losses one array a model, all of one length ≥ 1 and finite; null where the model has none
 */
export function computePairedBootstrapPairs(
  losses: readonly (Float64Array | null)[],
  seed: string,
): PairPValues {
  const comparable = losses.flatMap((column, model) => (column === null ? [] : [model]));
  const columns = comparable.map((model) => losses[model]!);
  const isResampled = columns.length > 0 && columns[0]!.length <= itemCountMax;
  const resampled = isResampled ? resampleMeans(columns, seed) : [];
  const replicatesOf = new Map(comparable.map((model, position) => [model, resampled[position]]));
  return computePairPValues(losses.length, comparable, (i, j) => {
    const { mean, error } = computeDifference(losses[i]!, losses[j]!);
    const [a, b] = [replicatesOf.get(i), replicatesOf.get(j)];
    return combine(mean, error, a && b ? computeFarShare(a, b, mean < 0 ? -1 : 1) : 0);
  });
}

function combine(difference: number, error: number, farShare: number): number {
  if (!(error > 0)) return difference === 0 ? 1 : 0;
  return Math.min(1, 2 * Math.max(farShare, computeUpperTail(Math.abs(difference) / error)));
}

function computeFarShare(a: Float64Array, b: Float64Array, sign: number): number {
  let count = 0;
  for (let r = 0; r < a.length; r++) if (sign * (a[r]! - b[r]!) <= 0) count++;
  return count / a.length;
}

function computeDifference(a: Float64Array, b: Float64Array): { mean: number; error: number } {
  const n = a.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i]! - b[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += square(a[i]! - b[i]! - mean);
  return { mean, error: Math.sqrt(squares) / n };
}

/** Means of every column over B resamples of the items, the same resamples for all columns. */
function resampleMeans(columns: readonly Float64Array[], seed: string): Float64Array[] {
  const n = columns[0]!.length;
  const rng = createRng(seed);
  const scale = n / 2 ** 32;
  const drawn = new Int32Array(n);
  const means = columns.map(() => new Float64Array(replicateCount));
  for (let b = 0; b < replicateCount; b++) {
    for (let i = 0; i < n; i++) drawn[i] = rng.nextUint32() * scale;
    columns.forEach((column, c) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += column[drawn[i]!]!;
      means[c]![b] = sum / n;
    });
  }
  return means;
}
