import type { MetricName } from '../benchmark';
import { ok, type Result, refuse } from '../result';
import { computeItemLogLoss } from './log-loss';
import { computeAbsoluteErrors } from './mae';
import { computeSquaredErrors } from './rmse';
import type { ClassificationScorable, Scorable } from './scorable';
import { type UndefinedMetric, undefinedMetric } from './undefined-metric';

/**
 * What each item contributed, in the order of the items, for paired comparisons of submissions:
 *
 * - `accuracy`, `balanced_accuracy`, `macro_f1`: 1 if the predicted class is the label, else 0. Mean: accuracy.
 * - `log_loss`: the item's clipped log loss, in nats. Mean: the metric.
 * - `mae`: |y − ŷ|. Mean: the metric.
 * - `rmse`, `r2`: (y − ŷ)². Mean: the mean squared error.
 * - `roc_auc`: the probability of the positive class for a binary task; of the label's class for a multiclass task. An area
 *   is made of pairs of items, so these have no mean to compare: they are what the area of a binary task is computed from.
 *
 * Refuses where the metric isn't for this task, for n = 0, and without the probabilities it needs. Labels that lack a class
 * are no obstacle here.
 */
export function computeItemOutcomes(name: MetricName, s: Scorable): Result<Float64Array, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (s.task === 'regression') {
    if (name === 'mae') return ok(computeAbsoluteErrors(s));
    if (name === 'rmse' || name === 'r2') return ok(computeSquaredErrors(s));
    return refuse(undefinedMetric('wrong-task'));
  }
  switch (name) {
    case 'accuracy':
    case 'balanced_accuracy':
    case 'macro_f1':
      return ok(Float64Array.from(s.labels, (label, i) => (label === s.predicted[i] ? 1 : 0)));
    case 'log_loss':
      return computeItemLogLoss(s);
    case 'roc_auc':
      return pickProbabilities(s);
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}

function pickProbabilities(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const { probabilities, classes } = s;
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  const column = (label: number) => (s.task === 'binary' ? 1 : label);
  return ok(Float64Array.from(s.labels, (label, i) => probabilities[i * classes.length + column(label)]!));
}
