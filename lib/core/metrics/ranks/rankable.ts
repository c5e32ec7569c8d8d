import { ok, type Result, refuse } from '../../result';
import { computeSum } from '../../statistics/compensated-sum';
import { countConcordance } from '../../statistics/concordance';
import { groupValues, type ValueGroups } from '../../statistics/group-sums';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import type { Bounds } from '../../statistics/interval';
import { computeWilsonInterval } from '../../statistics/wilson';
import type { RegressionScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

/** Labels and predictions grouped by value, for a correlation of ranks; fails where none exists. */
export function groupRankable({
  labels,
  predicted,
}: RegressionScorable): Result<{ labels: ValueGroups; predicted: ValueGroups }, UndefinedMetric> {
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (labels.length === 1) return refuse(undefinedMetric('too-few-items'));
  if (!areFinite(labels) || !areFinite(predicted)) return refuse(undefinedMetric('not-finite'));
  const groups = { labels: groupValues(labels), predicted: groupValues(predicted) };
  const isFlat = groups.labels.sizes.length === 1 || groups.predicted.sizes.length === 1;
  return isFlat ? refuse(undefinedMetric('no-variation')) : ok(groups);
}

/** A loop takes a tenth of the time of `every`. */
function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

/**
 * Wide 95 % interval of τ that needs no variance: ⌊n/2⌋ disjoint pairs of items are independent, each concordant with chance (1 +
 * τ)/2, so Wilson's interval of that share is valid. For n ≥ 2 items, or groups of them, which count as an item each; −1 to 1
 * where τ has no value.
 */
export function limitKendallByPairs(s: RegressionScorable, independentCount: number): Bounds {
  const tau = estimateKendall(s);
  const pairCount = Math.floor(independentCount / 2);
  if (!tau.ok || pairCount === 0) return { lower: -1, upper: 1 };
  const { lower, upper } = computeWilsonInterval(((1 + tau.value.value) / 2) * pairCount, pairCount);
  return { lower: 2 * lower - 1, upper: 2 * upper - 1 };
}

/** The correlation with every item's influence on it. Fails for the metric's reasons. */
export function estimateKendall(s: RegressionScorable): Result<InfluenceEstimate, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const { labels, predicted } = groups.value;
  const n = labels.groupOf.length;
  const surplus = countConcordance(labels, predicted);
  const labelUntied = countUntied(labels);
  const predictedUntied = countUntied(predicted);
  const pairs = computeSum(surplus);
  const [labelPairs, predictedPairs] = [computeSum(labelUntied), computeSum(predictedUntied)];
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

/** Counts for each item the items with another value. */
function countUntied({ groupOf, sizes }: ValueGroups): Float64Array {
  const untied = new Float64Array(groupOf.length);
  for (let i = 0; i < untied.length; i++) untied[i] = untied.length - sizes[groupOf[i]!]!;
  return untied;
}
