import { ok, type Result, refuse } from '../result';
import { computeMean, computeSum } from '../statistics/compensated-sum';
import { square } from '../statistics/exact-math';
import { computeSquaredErrors, squaredErrorMetric } from './family/squared-error-metric';
import type { RegressionScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Coefficient of determination, 1 − Σ (y_i − ŷ_i)² / Σ (y_i − ȳ)². Up to 1, without lower bound, higher is better;
 * 0 is what predicting the mean label gets. Equal to scikit-learn's `r2_score` (`force_finite=True`): labels that are all
 * equal give 1 if every prediction is exact, else 0. Equality of labels is looked at directly, where scikit-learn waits for
 * a sum of squares of exactly 0 and can miss it by rounding. Undefined for n < 2 (`no-items`, `too-few-items`).
 */
export const r2 = squaredErrorMetric({
  name: 'r2',
  title: 'R²',
  meaning:
    'The share of the labels’ variance that the predictions explain. 0 is what predicting the mean gets, 1 is perfect.',
  formula: '1 − Σ (yᵢ − ŷᵢ)² / Σ (yᵢ − ȳ)²',
  note: '0 is what predicting the mean label gets; no lower bound.',
  direction: 'higher',
  range: [Number.NEGATIVE_INFINITY, 1],
  compute: computeR2,
  findStatistic(s) {
    const centered = centerLabels(s.labels);
    return {
      columns: [computeSquaredErrors(s), centered, centered.map(square)],
      computeStatistic: (means) => computeR2OfMeans(means[0]!, means[1]!, means[2]!),
    };
  },
  computeInfluences: (s) => {
    const r2OfItems = computeR2(s);
    if (!r2OfItems.ok) return r2OfItems;
    const errors = computeSquaredErrors(s);
    // The derivative of 1 − Σe²/Σ(y − ȳ)² by the item's weight, times Σ(y − ȳ)².
    return ok(centerLabels(s.labels).map((y, i) => (1 - r2OfItems.value) * square(y) - errors[i]!));
  },
  // One over the variance of the labels, which all models share.
  worthOfMean: (first, second) => {
    const known = first.mean > 0 ? first : second;
    return (1 - known.score) / known.mean;
  },
  computeYardstick: (labels) => centerLabels(labels).map(square),
  excessScale: 'explained',
  scoresConstantsAlike: true,
});

function computeR2(s: RegressionScorable): Result<number, UndefinedMetric> {
  const { labels } = s;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (labels.length === 1) return refuse(undefinedMetric('too-few-items'));
  const residual = computeSum(computeSquaredErrors(s));
  if (labels.every((label) => label === labels[0])) return ok(residual === 0 ? 1 : 0);
  return ok(1 - residual / computeSum(centerLabels(s.labels).map(square)));
}

/**
 * R² of a sample given by its means of (y − ŷ)², of y − c and of (y − c)², c any constant near the labels. Equal labels
 * are told from the rest by a variance that is 0 up to rounding, and scored as in the metric.
 */
function computeR2OfMeans(residual: number, mean: number, square: number): number {
  const variance = square - mean * mean;
  if (variance <= square * varianceTolerance) return residual === 0 ? 1 : 0;
  return 1 - residual / variance;
}

/** Sums of up to 20,000 terms lose at most about 20,000 · 2⁻⁵² = 4e-12 of their size. */
const varianceTolerance = 1e-11;

/** Labels minus their mean, in the unit of the target. */
function centerLabels(labels: Float64Array): Float64Array {
  const mean = computeMean(labels);
  return labels.map((label) => label - mean);
}
