import { computeJackknifeAcceleration, type Resampled } from './bootstrap-limits';
import { drawManyMeans } from './bootstrap-many-means';
import { computeMean } from './compensated-sum';
import { replicateCount } from './percentile-limits';
import { createRng } from './rng';
import { sumDrawn } from './sum-drawn';

/** Above this many items the bulk of them is resampled through its normal limit; see `drawManyMeans`. */
export const itemCountMax = 20_000;

/**
 * Bootstrap of a metric that is a function of means over items. Items are drawn with replacement, B = 2,000
 * times (Efron 1979), all columns of an item together; only sums are kept, so a resample costs n additions a column.
 * The replicates depend on the order of the items as well as on the seed: keep items in the order of the sealed round.
 * The acceleration takes n more evaluations of the metric.
 *
 * @param columns per-item values, each of length n ≥ 1
 * @param computeStatistic the metric of the columns' means; the array is reused between calls
 */
export function resampleMeans(
  columns: readonly Float64Array[],
  computeStatistic: (means: Float64Array) => number,
  seed: string,
): Resampled {
  const means = Float64Array.from(columns, computeMean);
  return {
    estimate: computeStatistic(means.slice()),
    replicates:
      columns[0]!.length > itemCountMax
        ? drawManyMeans(columns, computeStatistic, seed)
        : drawMeans(columns, computeStatistic, seed),
    computeAcceleration: () => accelerateMeans(columns, means, computeStatistic),
  };
}

function drawMeans(
  columns: readonly Float64Array[],
  computeStatistic: (means: Float64Array) => number,
  seed: string,
): Float64Array {
  const n = columns[0]!.length;
  const rng = createRng(seed);
  // A 32-bit draw scaled to n leaves a bias below n/2³², five millionths at the largest n.
  const scale = n / 2 ** 32;
  const words = new Uint32Array(n);
  const drawn = new Int32Array(n);
  const means = new Float64Array(columns.length);
  const replicates = new Float64Array(replicateCount);
  for (let b = 0; b < replicateCount; b++) {
    rng.fillUint32(words);
    for (let i = 0; i < n; i++) drawn[i] = words[i]! * scale;
    sumDrawn(columns, drawn, means);
    for (let c = 0; c < columns.length; c++) means[c]! /= n;
    replicates[b] = computeStatistic(means);
  }
  return replicates;
}

function accelerateMeans(
  columns: readonly Float64Array[],
  means: Float64Array,
  computeStatistic: (means: Float64Array) => number,
): number {
  const n = columns[0]!.length;
  const without = new Float64Array(columns.length);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < columns.length; c++) without[c] = means[c]! + (means[c]! - columns[c]![i]!) / (n - 1);
    values[i] = computeStatistic(without);
  }
  return computeJackknifeAcceleration(values);
}
