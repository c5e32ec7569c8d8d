import { ok, type Result, refuse } from '../result';
import { square } from '../statistics/exact-math';
import { classMetric, classTasks, meanOfItems } from './family/mean-metrics';
import { baselines } from './metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

const ofItems = meanOfItems('lower', computeItemBrier);

/**
 * Mean squared error of probabilities (Brier 1950, Mon. Weather Rev. 78:1–3). Binary: (1/n)·Σ (p_i − [y_i = 1])² with p_i the
 * probability of `classes[1]`, range 0 to 1. Multiclass: Brier's own sum over all classes, (1/n)·Σ_i Σ_c (p_ic − [y_i = c])²,
 * range 0 to 2, each row first divided by its sum and a row of zeros treated as uniform. Lower is better. Equal to scikit-learn's
 * `brier_score_loss`, of several classes to that of version 1.7 on rows that sum to 1. Undefined for n = 0 (`no-items`), without
 * probabilities (`no-probabilities`), and if one isn't finite (`not-finite`).
 */
export const brierScore = classMetric({
  name: 'brier_score',
  title: 'Brier score',
  meaning: 'The mean squared error of the probabilities. {0} is perfect.',
  formula: '(1/n) · Σ (p̂ᵢ − [yᵢ = 1])²',
  note: 'Squared error of the positive class’s probability, 0 to 1; several classes: summed over all of them, 0 to 2 (Brier 1950).',
  tasks: classTasks,
  needs: 'probabilities',
  range: [0, 2],
  ...ofItems,
  interval: { ...ofItems.interval, needsWrongClasses: true },
  baseline: baselines.entropy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: 'loss',
  probitScale: 'never',
  chanceScore: null,
  // At risk: an item's weight depends on the predicted probability, which the participant chooses.
  digitsRevealLabels: true,
});

/** Computes the squared error of each item. Returns an error where the metric is undefined. */
function computeItemBrier(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const { labels, probabilities } = s;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  if (!probabilities.every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  if (s.task === 'binary')
    return ok(Float64Array.from(labels, (label, i) => square(probabilities[2 * i + 1]! - label)));
  const width = s.classes.length;
  return ok(
    Float64Array.from(labels, (label, i) =>
      computeRowError(probabilities.subarray(i * width, (i + 1) * width), label),
    ),
  );
}

function computeRowError(row: Float64Array, label: number): number {
  let sum = 0;
  for (const probability of row) sum += probability;
  let error = 0;
  for (let c = 0; c < row.length; c++)
    error += square((sum > 0 ? row[c]! / sum : 1 / row.length) - (c === label ? 1 : 0));
  return error;
}
