import type { Resampled } from './bootstrap-limits';
import { resampleMeans } from './bootstrap-means';
import { numberGroups, sumByGroup } from './group-sums';

/**
 * Bootstrap of a metric that is a function of means over items which come in groups, such as the sentences of a document or
 * the images of a patient: whole groups are drawn with replacement (Davison & Hinkley 1997, section 3.8; Field & Welsh 2007, J. R.
 * Stat. Soc. B 69:369–390), as many as there are, and a mean is the sum over the drawn items divided by their number, which
 * changes from resample to resample. The acceleration leaves out a group at a time. A single group has no spread, which says
 * nothing: look at the number of groups first. With groups of one item it is `resampleMeans`.
 *
 * @param columns per-item values, each of length n ≥ 1
 * @param groups the index of each item's group
 * @param computeStatistic the metric of the columns' means; the array is reused between calls
 */
export function resampleGroupMeans(
  {
    columns,
    groups,
    computeStatistic,
  }: {
    columns: readonly Float64Array[];
    groups: Int32Array;
    computeStatistic: (means: Float64Array) => number;
  },
  seed: string,
): Resampled {
  const items = numberGroups(groups);
  const sums = [...columns.map((column) => sumByGroup(column, items)), items.sizes];
  const means = new Float64Array(columns.length);
  return resampleMeans(
    sums,
    (ofGroups) => {
      for (let c = 0; c < means.length; c++) means[c] = ofGroups[c]! / ofGroups[means.length]!;
      return computeStatistic(means);
    },
    seed,
  );
}
