import { projectAreas } from './area-projections';
import type { Contrast } from './contrast';
import { exp, log, square } from './exact-math';
import { numberGroups, sumByGroup } from './group-sums';
import type { Limits } from './interval';
import { computeNewcombeLimits } from './newcombe-area';
import { normalQuantile975 } from './normal-quantile';

/**
 * Interval at 95 % for the mean area under the ROC curve of one or more contrasts over items that come in groups, symmetric on the
 * logit scale as in `computeDeLongLimits`, with the variance of Obuchowski 1997 (Biometrics 53:567–578).
 *
 * Degenerate cases: where the variance is 0, or has no value because a class occurs in one group only, the limits are the means
 * of Newcombe's of the contrasts, with the numbers of groups that hold a positive and a negative in the place of items, as
 * if each group were worth one item a class. Needs both sides of every contrast non-empty.
 *
 * @param groups the index of each item's group
 */
export function computeClusterDeLongLimits(contrasts: readonly Contrast[], groups: Int32Array): Limits {
  const { areas, projections } = projectAreas(contrasts);
  const area = computeAverage(areas.map((contrast) => contrast.area));
  const labels = contrasts[0]!.labels;
  const variance = computeGroupedVariance(labels, projections, groups);
  if (!(variance > 0 && area > 0 && area < 1)) {
    const limits = contrasts.map(({ positive }, k) =>
      computeNewcombeLimits(
        areas[k]!.area,
        countGroups(groups, (item) => labels[item] === positive),
        countGroups(groups, (item) => labels[item] !== positive),
      ),
    );
    return {
      lower: computeAverage(limits.map((l) => l.lower)),
      upper: computeAverage(limits.map((l) => l.upper)),
    };
  }
  const logit = log(area / (1 - area));
  const half = (normalQuantile975 * Math.sqrt(variance)) / (area * (1 - area));
  return { lower: 1 / (1 + exp(half - logit)), upper: 1 / (1 + exp(-half - logit)) };
}

/**
 * Variance of a mean area over grouped items. With s_gc the sum over the items of group g and class c of their projections less
 * the class's mean, I_c the groups that hold class c and I all groups:
 * Σ_c I_c/(I_c − 1)·Σ_g s²_gc + I/(I − 1)·Σ_{c≠c'} Σ_g s_gc·s_gc'. For one contrast these are S10/m + S01/n + 2·S11/(mn) of
 * Obuchowski 1997; with groups of one item it is DeLong's variance. NaN where a class occurs in one group only; products
 * of a class with another can make it negative in very small samples.
 *
 * @param projections of the items, see `projectAreas`; or the differences of two models' projections, for a paired test
 */
export function computeGroupedVariance(
  labels: Int32Array,
  projections: Float64Array,
  groups: Int32Array,
): number {
  const items = numberGroups(groups);
  const crossFactor = items.groupCount / (items.groupCount - 1);
  const ofAllClasses = new Float64Array(items.groupCount);
  let variance = 0;
  for (const label of new Set(labels)) {
    const members = labels.map((other) => (other === label ? 1 : 0));
    const size = members.reduce((sum, member) => sum + member, 0);
    const mean = projections.reduce((sum, value, i) => sum + members[i]! * value, 0) / size;
    const sums = sumByGroup(
      projections.map((value, i) => members[i]! * (value - mean)),
      items,
    );
    const held = countGroups(groups, (item) => labels[item] === label);
    const squares = sums.reduce((sum, value) => sum + square(value), 0);
    variance += (held === 1 ? Number.NaN : held / (held - 1) - crossFactor) * squares;
    for (let g = 0; g < sums.length; g++) ofAllClasses[g]! += sums[g]!;
  }
  return variance + crossFactor * ofAllClasses.reduce((sum, value) => sum + square(value), 0);
}

function countGroups(groups: Int32Array, isHeld: (item: number) => boolean): number {
  return new Set(groups.filter((_, item) => isHeld(item))).size;
}

function computeAverage(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
