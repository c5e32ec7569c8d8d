import { square } from './exact-math';
import type { Bounds } from './interval';
import { normalQuantile975 } from './normal-distribution';
import { computeStudentQuantile } from './student-distribution';
import { numberGroups, sumByGroup } from './sums';

/**
 * Wilson's score interval at 95 % for k successes among n, without continuity correction (Wilson 1927; Newcombe 1998,
 * Stat. Med. 17:857–872, method 3). Exactly 0 below at k = 0 and exactly 1 above at k = n.
 * Throws unless 0 ≤ k ≤ n and n ≥ 1.
 */
export function computeWilsonInterval(k: number, n: number): Bounds {
  if (!(n >= 1 && k >= 0 && k <= n))
    throw new RangeError(`Wilson's interval needs 0 ≤ k ≤ n, got ${k} of ${n}.`);
  const z2 = normalQuantile975 * normalQuantile975;
  const center = 2 * k + z2;
  const half = normalQuantile975 * Math.sqrt(z2 + 4 * k * (1 - k / n));
  const scale = 2 * (n + z2);
  return {
    lower: k === 0 ? 0 : (center - half) / scale,
    upper: k === n ? 1 : (center + half) / scale,
  };
}

/** A score that is a share: `hits` among `count` items. */
export type Share = { readonly hits: number; readonly count: number };

/**
 * Wilson's 95 % interval of a share. Given the number of items in the denominator, the hits are binomial, so the interval is
 * also valid for precision and recall, whose denominators are random. It is 0 to 1 if no item counts.
 */
export const computeShareInterval = ({ hits, count }: Share): Bounds =>
  count === 0 ? { lower: 0, upper: 1 } : computeWilsonInterval(hits, count);

/**
 * Wilson's interval at 95 % for the share of correct items if items are in groups, with the effective number of independent
 * items (Korn & Graubard 1998, Survey Methodology 24:193–201, with Wilson's interval in place of the exact one):
 *
 * deff = V/(p̂(1 − p̂)/n), V = G/(G − 1)·Σ_g (k_g − p̂·n_g)²/n² over G groups; n* = min(n, n/deff)·(z/t)², t the 97.5 %
 * point of Student's t with G − 1 degrees of freedom. So groups never make the interval narrower than independent items
 * would be.
 *
 * Degenerate cases: groups of one item give Wilson's interval itself; where all items are right or all wrong the dependence
 * within groups is unknown, and n* is computed from G instead of n, as if each group were one item; a single group, or an n*
 * below 1, gives 0 … 1.
 *
 * @param outcomes 1 for a correct item, else 0; n ≥ 1
 * @param groups for each item the index of its group
 */
export function computeClusterWilsonInterval(outcomes: Float64Array, groups: Int32Array): Bounds {
  const n = outcomes.length;
  const items = numberGroups(groups);
  const hits = sumByGroup(outcomes, items);
  const share = hits.reduce((sum, count) => sum + count, 0) / n;
  if (items.groupCount === n) return computeWilsonInterval(share * n, n);
  if (items.groupCount === 1) return { lower: 0, upper: 1 };
  const t = computeStudentQuantile(0.975, items.groupCount - 1);
  const worth = computeIndependentCount(share, hits, items.sizes) * square(normalQuantile975 / t);
  if (!(worth >= 1)) return { lower: 0, upper: 1 };
  const { lower, upper } = computeWilsonInterval(Math.min(share * worth, worth), worth);
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

/**
 * Score-type interval at 95 % for an area under the ROC curve that needs only the area and the numbers of positives m and
 * negatives n (Newcombe 2006, Stat. Med. 25:559–573, method 5): the θ with |θ̂ − θ| ≤ z·√V(θ), V(θ) = θ(1−θ)·[1 + N·(1−θ)/(2−θ) +
 * N·θ/(1+θ)]/(mn), N = (m+n)/2 − 1. Unlike Wald intervals it has a width at θ̂ = 0 and 1, and for m = 1 or n = 1. Bounds to
 * 1e-15.
 */
export function computeNewcombeInterval(area: number, m: number, n: number): Bounds {
  return { lower: computeLower(area, m, n), upper: 1 - computeLower(1 - area, m, n) };
}

function computeLower(area: number, m: number, n: number): number {
  const weight = (m + n) / 2 - 1;
  let outside = 0;
  let inside = area;
  while (inside - outside > 1e-15) {
    const theta = (outside + inside) / 2;
    if (theta === outside || theta === inside) break;
    const variance =
      (theta * (1 - theta) * (1 + (weight * (1 - theta)) / (2 - theta) + (weight * theta) / (1 + theta))) /
      (m * n);
    if (square(area - theta) > square(normalQuantile975) * variance) outside = theta;
    else inside = theta;
  }
  return outside;
}
