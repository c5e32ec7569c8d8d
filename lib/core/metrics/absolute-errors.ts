import { ok, type Result, refuse } from '../result';
import { meanOfItems, numberMetric } from './family/mean-metrics';
import { baselines } from './metric';
import { type RegressionScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

const absoluteErrors = meanOfItems('lower', ({ labels, predicted }: RegressionScorable) =>
  labels.length === 0
    ? refuse(undefinedMetric('no-items'))
    : ok(labels.map((label, i) => Math.abs(label - predicted[i]!))),
);

/**
 * Mean absolute error, (1/n)·Σ |y_i − ŷ_i|, in the unit of the target. From 0 up, lower is better.
 * Equal to scikit-learn's `mean_absolute_error`. Undefined for n = 0 (`no-items`).
 */
export const mae = numberMetric({
  name: 'mae',
  title: 'Mean absolute error',
  meaning: 'The mean distance between prediction and label, in the unit of the target. {0} is perfect.',
  short: 'MAE',
  formula: '(1/n) · Σ |yᵢ − ŷᵢ|',
  note: 'In the unit of the target.',
  range: [0, Number.POSITIVE_INFINITY],
  ...absoluteErrors,
  outcomes: { ...absoluteErrors.outcomes, isDistance: true },
  ladder: { ...absoluteErrors.ladder, constant: 'median' },
  excessScale: 'loss',
  baseline: baselines.mae,
  scoresConstantsAlike: false,
  // Not at risk: for any prediction, a label changes the score only with slope ±1.
  digitsRevealLabels: false,
});

/**
 * Mean absolute percentage error as a share, (1/n)·Σ |y_i − ŷ_i|/|y_i| (de Myttenaere et al. 2016, Neurocomputing 192:38–48):
 * 0.1 is 10 %. From 0 up, lower is better. Equal to scikit-learn's `mean_absolute_percentage_error` where every |y_i| is at
 * least 2⁻⁵². Undefined for n = 0 (`no-items`) and if a label is nearer to 0 than that (`zero-label`), where scikit-learn
 * divides by 2⁻⁵² and one item is the whole score.
 */
export const mape = numberMetric({
  name: 'mape',
  title: 'Mean absolute percentage error',
  meaning: 'The mean distance between prediction and label as a share of the label. {0} is perfect.',
  short: 'MAPE',
  formula: '(1/n) · Σ |yᵢ − ŷᵢ|/|yᵢ|',
  note: 'As a share: 0.1 is 10 %. No value if a label is 0.',
  range: [0, Number.POSITIVE_INFINITY],
  ...meanOfItems('lower', computeRelativeErrors),
  ladder: { test: 'guarded-z', losses: 'relative-errors', constant: 'median-of-ratios' },
  excessScale: 'loss',
  baseline: baselines.mae,
  scoresConstantsAlike: false,
  // At risk: |y − ŷ|/|y| changes by 1/|y| for each unit of ŷ, which is unbounded.
  digitsRevealLabels: true,
});

/** Computes |y_i − ŷ_i|/|y_i| of each item. Returns an error where the metric is undefined. */
function computeRelativeErrors({
  labels,
  predicted,
}: RegressionScorable): Result<Float64Array, UndefinedMetric> {
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (labels.some((label) => Math.abs(label) < Number.EPSILON)) return refuse(undefinedMetric('zero-label'));
  return ok(labels.map((label, i) => Math.abs(label - predicted[i]!) / Math.abs(label)));
}
