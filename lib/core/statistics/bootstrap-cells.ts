import { computeJackknifeAcceleration, type Resampled } from './bootstrap-limits';
import { drawBinomial } from './draw-binomial';
import { replicateCount } from './percentile-limits';
import { createRng } from './rng';

/**
 * Bootstrap of a metric that depends on the items only through the counts of their kinds, such as the cells
 * of a confusion matrix. Resampling n items with replacement makes the counts multinomial (n, counts/n), so the counts
 * are drawn directly, cell by cell as conditional binomials: the same distribution as the item bootstrap, and a cost of
 * B × cells that doesn't grow with n. The acceleration takes one more evaluation for each of at most 2,000 cells: of more
 * cells, evenly spaced ones stand for all.
 *
 * @param counts items in each cell, all positive
 * @param computeStatistic the metric of resampled counts, in the order of `counts`; the array is reused between calls
 */
export function resampleCells(
  counts: Float64Array,
  computeStatistic: (counts: Float64Array) => number,
  seed: string,
): Resampled {
  return {
    estimate: computeStatistic(counts.slice()),
    replicates: drawCells(counts, computeStatistic, seed),
    computeAcceleration: () => accelerateCells(counts, computeStatistic),
  };
}

function drawCells(
  counts: Float64Array,
  computeStatistic: (counts: Float64Array) => number,
  seed: string,
): Float64Array {
  const rng = createRng(seed);
  const itemCount = counts.reduce((sum, count) => sum + count, 0);
  const drawn = new Float64Array(counts.length);
  const replicates = new Float64Array(replicateCount);
  for (let b = 0; b < replicateCount; b++) {
    let itemsLeft = itemCount;
    let countLeft = itemCount;
    for (let cell = 0; cell < counts.length; cell++) {
      const count = counts[cell]!;
      const k = drawBinomial(rng, itemsLeft, count / countLeft);
      drawn[cell] = k;
      itemsLeft -= k;
      countLeft -= count;
    }
    replicates[b] = computeStatistic(drawn);
  }
  return replicates;
}

const acceleratedCellCountMax = 2000;

function accelerateCells(counts: Float64Array, computeStatistic: (counts: Float64Array) => number): number {
  const cellCount = Math.min(counts.length, acceleratedCellCountMax);
  const stride = counts.length / cellCount;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const values = new Float64Array(cellCount);
  const weights = new Float64Array(cellCount);
  const without = new Float64Array(counts.length);
  for (let k = 0; k < cellCount; k++) {
    const cell = Math.floor(k * stride);
    without.set(counts);
    without[cell]!--;
    values[k] = computeStatistic(without);
    weights[k] = counts[cell]!;
  }
  const looked = weights.reduce((sum, weight) => sum + weight, 0);
  return computeJackknifeAcceleration(
    values,
    weights.map((weight) => weight * (total / looked)),
  );
}
