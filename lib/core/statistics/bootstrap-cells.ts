import { drawBinomial } from './draw-binomial';
import type { Limits } from './interval';
import { computePercentileLimits, replicateCount } from './percentile-limits';
import { createRng } from './rng';

/**
 * Percentile bootstrap of a metric that depends on the items only through the counts of their kinds, such as the cells
 * of a confusion matrix. Resampling n items with replacement makes the counts multinomial (n, counts/n), so the counts
 * are drawn directly, cell by cell as conditional binomials: the same distribution as the item bootstrap, and a cost of
 * B × cells that doesn't grow with n.
 *
 * @param counts items in each cell, all positive
 * @param computeStatistic the metric of resampled counts, in the order of `counts`; the array is reused between calls
 */
export function bootstrapCells(
  counts: Float64Array,
  computeStatistic: (counts: Float64Array) => number,
  seed: string,
): Limits {
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
  return computePercentileLimits(replicates);
}
