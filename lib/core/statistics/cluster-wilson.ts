import { square } from './exact-math';
import { numberGroups, sumByGroup } from './group-sums';
import type { Limits } from './interval';
import { normalQuantile975 } from './normal-quantile';
import { computeStudentQuantile } from './student-distribution';
import { computeWilsonLimits } from './wilson';

/**
 * Wilson's interval at 95 % for the share of correct items when items come in groups, with as many items as would be worth the
 * same if they were independent (Korn & Graubard 1998, Survey Methodology 24:193–201, with Wilson's limits for the exact ones):
 *
 * deff = V/(p̂(1 − p̂)/n), V = G/(G − 1)·Σ_g (k_g − p̂·n_g)²/n² over G groups; n* = min(n, n/deff)·(z/t)², t the 97.5 % point of
 * Student's t with G − 1 degrees of freedom. So groups never make the interval narrower than independent items would be.
 *
 * Degenerate cases: groups of one item give Wilson's interval itself; where all items are right or all wrong nothing is known
 * of the dependence, and n* starts from G, as if each group were one item; a single group, or an n* below 1, gives 0 … 1.
 *
 * @param outcomes 1 for a correct item, else 0; n ≥ 1
 * @param groups the index of each item's group
 */
export function computeClusterWilsonLimits(outcomes: Float64Array, groups: Int32Array): Limits {
  const n = outcomes.length;
  const items = numberGroups(groups);
  const hits = sumByGroup(outcomes, items);
  const share = hits.reduce((sum, count) => sum + count, 0) / n;
  if (items.groupCount === n) return computeWilsonLimits(share * n, n);
  if (items.groupCount === 1) return { lower: 0, upper: 1 };
  const t = computeStudentQuantile(0.975, items.groupCount - 1);
  const worth = computeIndependentCount(share, hits, items.sizes) * square(normalQuantile975 / t);
  if (!(worth >= 1)) return { lower: 0, upper: 1 };
  const { lower, upper } = computeWilsonLimits(Math.min(share * worth, worth), worth);
  return { lower, upper };
}

function computeIndependentCount(share: number, hits: Float64Array, sizes: Float64Array): number {
  const n = sizes.reduce((sum, size) => sum + size, 0);
  const groupCount = sizes.length;
  if (share === 0 || share === 1) return groupCount;
  let squares = 0;
  for (let g = 0; g < groupCount; g++) squares += square(hits[g]! - share * sizes[g]!);
  const variance = ((groupCount / (groupCount - 1)) * squares) / square(n);
  return Math.min(n, (share * (1 - share)) / variance);
}
