import { type MetricName, metricByName } from '../metrics/metric-name';
import { type Scorable, type UndefinedMetric, undefinedMetric } from '../metrics/scorable/scorable';
import { type Result, refuse } from '../result';

/**
 * Computes each item's contribution to the metric, in the order of the items. If the metric isn't a function of the mean
 * contribution, rankings compare models by `computePseudoValues` instead.
 *
 * Returns an error if the metric isn't for this task, for n = 0, and if required probabilities are missing. For metrics with
 * influences, and metrics that can't use every label, it also returns an error where the metric itself is undefined.
 * Outcomes of other metrics exist even if the labels lack a class.
 */
export function computeItemOutcomes(name: MetricName, s: Scorable): Result<Float64Array, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const { tasks, outcomes } = metricByName[name];
  return tasks.includes(s.task) ? outcomes.compute(s) : refuse(undefinedMetric('wrong-task'));
}

/**
 * Computes the sum of the largest 1 % of squared errors (at least one error) as a share of the sum of all. With heavy tails
 * a few errors dominate the score, and its interval covers the true score less often than stated. No statistic can detect
 * that for a single interval.
 */
export function computeTailShare(squares: Float64Array): number {
  const sorted = squares.slice().sort();
  const from = sorted.length - Math.ceil(sorted.length / 100);
  const sum = sorted.reduce((total, square) => total + square, 0);
  return sum > 0 ? sorted.subarray(from).reduce((total, square) => total + square, 0) / sum : 0;
}

/** Rounds a tail share to a multiple of .05 for publication, since exact values could reveal hidden labels. */
export const roundTailShare = (share: number): number => Math.round(20 * share) / 20;

/**
 * Selects the groups of a split's items: null if the round has no groups, or if every item of the split is alone in its
 * group, since such items are independent. If all items are in one group, the split is one sampling unit, from which no
 * variance can be estimated. Such a split has no interval, no reported improvement and no measured gap.
 * @param groups for each item of the round the index of its group
 * @param positions the items of the split
 */
export function selectGroups(groups: Int32Array | null, positions: Uint32Array): Int32Array | null {
  if (groups === null) return null;
  const selected = Int32Array.from(positions, (position) => groups[position]!);
  return new Set(selected).size === selected.length ? null : selected;
}
