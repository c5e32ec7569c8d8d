import { type MetricName, metricByName } from '../metrics/metric-name';
import { type Scorable, type UndefinedMetric, undefinedMetric } from '../metrics/scorable/scorable';
import { type Result, refuse } from '../result';

/**
 * Each item's contribution to the metric, in the order of the items. Where the metric isn't a function of their mean, rankings
 * compare models by its `computePseudoValues` instead.
 *
 * Fails where the metric isn't for this task, for n = 0, and without the probabilities it needs; metrics with influences and
 * metrics that can't use every label also fail wherever the metric itself is undefined. Other metrics accept labels that lack a
 * class.
 */
export function computeItemOutcomes(name: MetricName, s: Scorable): Result<Float64Array, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const { tasks, outcomes } = metricByName[name];
  return tasks.includes(s.task) ? outcomes.compute(s) : refuse(undefinedMetric('wrong-task'));
}

/**
 * The share of a sum of squared errors that the largest 1 % of them make, at least one of them. With heavy tails a few errors
 * dominate the score, and its interval covers the true score less often than stated; no statistic can detect that for a single
 * interval.
 */
export function computeTailShare(squares: Float64Array): number {
  const sorted = squares.slice().sort();
  const from = sorted.length - Math.ceil(sorted.length / 100);
  const sum = sorted.reduce((total, square) => total + square, 0);
  return sum > 0 ? sorted.subarray(from).reduce((total, square) => total + square, 0) / sum : 0;
}

/** Rounds to a multiple of .05 for publication, since the items are hidden. */
export const roundTailShare = (share: number): number => Math.round(20 * share) / 20;

/**
 * The groups of a split's items: null where the round has none, and where every item of the split is alone in its group, since
 * such items are independent. Where all are in one group the split is one sampling unit, from which no variance can be
 * estimated, so there is no interval, no reported improvement, and no measured gap.
 * @param groups the index of each item's group in the round
 * @param positions the items of the split
 */
export function selectGroups(groups: Int32Array | null, positions: Uint32Array): Int32Array | null {
  if (groups === null) return null;
  const selected = Int32Array.from(positions, (position) => groups[position]!);
  return new Set(selected).size === selected.length ? null : selected;
}
