import { ok, type Result, refuse } from '../result';
import { computeMean } from '../statistics/compensated-sum';
import { square } from '../statistics/exact-math';
import type { RegressionScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Root of the mean squared error, √((1/n)·Σ (y_i − ŷ_i)²), in the unit of the target. From 0 up, lower is better.
 * Equal to scikit-learn's `root_mean_squared_error`. Undefined for n = 0 (`no-items`).
 */
export function computeRmse(s: RegressionScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  return ok(Math.sqrt(computeMean(computeSquaredErrors(s))));
}

/** (y_i − ŷ_i)² of each item, in the squared unit of the target. */
export function computeSquaredErrors({ labels, predicted }: RegressionScorable): Float64Array {
  return labels.map((label, i) => square(label - predicted[i]!));
}
