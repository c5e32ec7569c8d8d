import { ok, refuse } from '../result';
import { computeMean } from '../statistics/compensated-sum';
import { limitMeanOnLogs } from '../statistics/influence-estimate';
import { computeSquaredErrors, squaredErrorMetric } from './family/squared-error-metric';
import { undefinedMetric } from './scorable/undefined-metric';

/**
 * Root of the mean squared error, √((1/n)·Σ (y_i − ŷ_i)²), in the unit of the target. From 0 up, lower is better.
 * Equal to scikit-learn's `root_mean_squared_error`. Undefined for n = 0 (`no-items`).
 */
export const rmse = squaredErrorMetric({
  name: 'rmse',
  title: 'Root mean squared error',
  meaning:
    'The square root of the mean squared error, in the unit of the target. Large errors weigh most; {0} is perfect.',
  short: 'RMSE',
  formula: '√((1/n) · Σ (yᵢ − ŷᵢ)²)',
  note: 'In the unit of the target.',
  direction: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  compute: (s) =>
    s.labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Math.sqrt(computeMean(computeSquaredErrors(s)))),
  computeLimits(s, groups) {
    const limits = limitMeanOnLogs(computeSquaredErrors(s), groups);
    return limits && { lower: Math.sqrt(limits.lower), upper: Math.sqrt(limits.upper) };
  },
  // √a − √b = (a − b)/(√a + √b).
  worthOfMean: (first, second) => 1 / (first.score + second.score),
  excessScale: 'root-loss',
  scoresConstantsAlike: false,
});
