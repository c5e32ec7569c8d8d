import { computeJackknifeAcceleration, type Resampled } from './bootstrap-limits';
import { numberGroups } from './group-sums';
import { replicateCount } from './percentile-limits';
import { createRng } from './rng';

/** Groups of which the acceleration is found: of more, evenly spaced ones stand for all. */
const acceleratedGroupCountMax = 2000;

/**
 * Bootstrap of a metric that depends on the items only through the counts of their kinds, such as the cells of a confusion
 * matrix, where items come in groups: as `resampleGroupMeans`, whole groups are drawn with replacement, as many as there are,
 * and the items of the drawn ones are counted. Costs n additions and one evaluation of the metric a resample.
 * @param cells the kind of each item, 0 … cellCount − 1
 * @param groups the index of each item's group
 * @param computeStatistic the metric of resampled counts; the array is reused between calls
 */
export function resampleGroupCells(
  {
    cells,
    cellCount,
    groups,
    computeStatistic,
  }: {
    cells: Int32Array;
    cellCount: number;
    groups: Int32Array;
    computeStatistic: (counts: Float64Array) => number;
  },
  seed: string,
): Resampled {
  const { starts, sorted } = sortByGroup(cells, groups);
  const groupCount = starts.length - 1;
  const all = new Float64Array(cellCount);
  for (const cell of cells) all[cell]!++;

  function draw(): Float64Array {
    const rng = createRng(seed);
    const scale = groupCount / 2 ** 32;
    const counts = new Float64Array(cellCount);
    const replicates = new Float64Array(replicateCount);
    for (let b = 0; b < replicateCount; b++) {
      counts.fill(0);
      for (let g = 0; g < groupCount; g++) {
        const drawn = Math.floor(rng.nextUint32() * scale);
        for (let k = starts[drawn]!; k < starts[drawn + 1]!; k++) counts[sorted[k]!]!++;
      }
      replicates[b] = computeStatistic(counts);
    }
    return replicates;
  }

  function accelerate(): number {
    const looked = Math.min(groupCount, acceleratedGroupCountMax);
    const values = new Float64Array(looked);
    for (let k = 0; k < looked; k++) {
      const group = Math.floor((k * groupCount) / looked);
      const without = all.slice();
      for (let i = starts[group]!; i < starts[group + 1]!; i++) without[sorted[i]!]!--;
      values[k] = computeStatistic(without);
    }
    return computeJackknifeAcceleration(values, new Float64Array(looked).fill(groupCount / looked));
  }

  return { estimate: computeStatistic(all.slice()), replicates: draw(), computeAcceleration: accelerate };
}

/** The items' kinds with those of a group side by side: group g has `sorted` from starts[g] up to starts[g + 1]. */
function sortByGroup(cells: Int32Array, groups: Int32Array): { starts: Int32Array; sorted: Int32Array } {
  const items = numberGroups(groups);
  const starts = new Int32Array(items.groupCount + 1);
  items.sizes.forEach((size, g) => {
    starts[g + 1] = starts[g]! + size;
  });
  const next = starts.slice();
  const sorted = new Int32Array(cells.length);
  for (let i = 0; i < cells.length; i++) sorted[next[items.groups[i]!]!++] = cells[i]!;
  return { starts, sorted };
}
