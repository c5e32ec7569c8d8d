import { bootstrapManyMeans } from './bootstrap-many-means';
import type { Limits } from './interval';
import { computePercentileLimits, replicateCount } from './percentile-limits';
import { createRng } from './rng';

/** Above this many items the bulk of them is resampled through its normal limit; see `bootstrapManyMeans`. */
export const itemCountMax = 20_000;

/**
 * Percentile bootstrap of a metric that is a function of means over items. Items are drawn with replacement, B = 2,000
 * times (Efron 1979), all columns of an item together; only sums are kept, so a resample costs n additions a column.
 * The limits depend on the order of the items as well as on the seed: keep items in the order of the sealed round.
 *
 * @param columns per-item values, each of length n ≥ 1
 * @param computeStatistic the metric of the columns' means; the array is reused between calls
 */
export function bootstrapMeans(
  columns: readonly Float64Array[],
  computeStatistic: (means: Float64Array) => number,
  seed: string,
): Limits {
  const n = columns[0]!.length;
  if (n > itemCountMax) return bootstrapManyMeans(columns, computeStatistic, seed);
  const rng = createRng(seed);
  // A 32-bit draw scaled to n leaves a bias below n/2³², five millionths at the largest n.
  const scale = n / 2 ** 32;
  const drawn = new Int32Array(n);
  const means = new Float64Array(columns.length);
  const replicates = new Float64Array(replicateCount);
  for (let b = 0; b < replicateCount; b++) {
    for (let i = 0; i < n; i++) drawn[i] = rng.nextUint32() * scale;
    for (let c = 0; c < columns.length; c++) means[c] = computeMeanOf(columns[c]!, drawn);
    replicates[b] = computeStatistic(means);
  }
  return computePercentileLimits(replicates);
}

function computeMeanOf(column: Float64Array, drawn: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < drawn.length; i++) sum += column[drawn[i]!]!;
  return sum / drawn.length;
}
