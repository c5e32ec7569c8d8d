import { ok, type Result, refuse } from '../result';
import { computeMean } from '../statistics/compensated-sum';
import type { RegressionScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Mean absolute error, (1/n)·Σ |y_i − ŷ_i|, in the unit of the target. From 0 up, lower is better.
 * Equal to scikit-learn's `mean_absolute_error`. Undefined for n = 0 (`no-items`).
 */
export function computeMae(s: RegressionScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  return ok(computeMean(computeAbsoluteErrors(s)));
}

/** |y_i − ŷ_i| of each item, in the unit of the target. */
export function computeAbsoluteErrors({ labels, predicted }: RegressionScorable): Float64Array {
  return labels.map((label, i) => Math.abs(label - predicted[i]!));
}
