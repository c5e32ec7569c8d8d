import { ok, type Result } from '../result';
import { computeSum } from '../statistics/compensated-sum';
import { countConcordance } from '../statistics/concordance';
import { computeFisherLimits, type InfluenceEstimate } from '../statistics/influence-estimate';
import type { Limits } from '../statistics/interval';
import { computeWilsonLimits } from '../statistics/wilson';
import { groupRankable } from './ranks/rankable';
import type { RegressionScorable } from './scorable/scorable';
import type { UndefinedMetric } from './scorable/undefined-metric';

/**
 * Kendall's τ-b (Kendall 1945, Biometrika 33:239–251): (C − D)/√((n₀ − n₁)(n₀ − n₂)), C and D the concordant and discordant
 * pairs of items, n₀ all pairs, n₁ and n₂ those tied in the labels and in the predictions. Range −1 to 1, higher is better.
 * Equal to scipy's `kendalltau`. O(n log n). Undefined for n < 2 (`no-items`, `too-few-items`), and if all labels or all
 * predictions are equal (`no-variation`), or one isn't finite (`not-finite`).
 */
export function computeKendall(s: RegressionScorable): Result<number, UndefinedMetric> {
  const estimate = estimateKendall(s);
  return estimate.ok ? ok(estimate.value.value) : estimate;
}

/**
 * 95 % limits on Fisher's scale with the standard error of the infinitesimal jackknife, which for U-statistics is that of
 * Hoeffding 1948 (Ann. Math. Stat. 19:293–325) and allows for ties (the .437/(n − 4) of Fieller et al. 1957, Biometrika
 * 44:470–481, is for normal variables). Where that error says nothing, as after a perfect order: `limitKendallByPairs`.
 */
export function limitKendall(
  s: RegressionScorable,
  groups: Int32Array | null,
): Result<Limits, UndefinedMetric> {
  const estimate = estimateKendall(s);
  if (!estimate.ok) return estimate;
  return ok(
    computeFisherLimits(estimate.value, groups) ??
      limitKendallByPairs(estimate.value.value, countIndependent(s, groups)),
  );
}

/**
 * Wide 95 % limits that need no variance: ⌊n/2⌋ disjoint pairs of items are independent, each concordant with chance
 * (1 + τ)/2, so Wilson's limits of that share hold. For n ≥ 2 items, or groups of them, which are worth an item each.
 */
export function limitKendallByPairs(tau: number, independentCount: number): Limits {
  const pairCount = Math.floor(independentCount / 2);
  const { lower, upper } = computeWilsonLimits(((1 + tau) / 2) * pairCount, pairCount);
  return { lower: 2 * lower - 1, upper: 2 * upper - 1 };
}

/** How many items or groups of them are independent. */
export const countIndependent = ({ labels }: RegressionScorable, groups: Int32Array | null): number =>
  groups === null ? labels.length : new Set(groups).size;

/** The correlation with every item's influence on it. Refuses as `computeKendall` does. */
export function estimateKendall(s: RegressionScorable): Result<InfluenceEstimate, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const { labels, predicted } = groups.value;
  const n = labels.groupOf.length;
  const surplus = countConcordance(labels, predicted);
  const labelUntied = Float64Array.from(labels.groupOf, (group) => n - labels.sizes[group]!);
  const predictedUntied = Float64Array.from(predicted.groupOf, (group) => n - predicted.sizes[group]!);
  const [pairs, labelPairs, predictedPairs] = [surplus, labelUntied, predictedUntied].map(computeSum) as [
    number,
    number,
    number,
  ];
  const root = Math.sqrt(labelPairs) * Math.sqrt(predictedPairs);
  const value = Math.max(-1, Math.min(1, pairs / root));
  // n times the derivative of the ratio by one item's weight; every pair has two items, hence the 2.
  const influences = surplus.map(
    (own, i) =>
      2 *
      n *
      (own / root - (value / 2) * (labelUntied[i]! / labelPairs + predictedUntied[i]! / predictedPairs)),
  );
  return ok({ value, influences });
}
