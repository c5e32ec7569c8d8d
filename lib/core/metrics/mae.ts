import { ok, refuse } from '../result';
import { baselines } from './baselines';
import { meanOfItems } from './family/mean-of-items';
import { numberMetric } from './family/number-metric';
import type { RegressionScorable } from './scorable/scorable';
import { undefinedMetric } from './scorable/undefined-metric';

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
  // A label counts with slope ±1 whatever is predicted.
  digitsTellLabels: false,
});
