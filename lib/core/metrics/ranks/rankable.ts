import { ok, type Result, refuse } from '../../result';
import { groupValues, type ValueGroups } from '../../statistics/value-groups';
import type { RegressionScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

/** Labels and predictions grouped by value, for a correlation of ranks; refused where none exists. */
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
