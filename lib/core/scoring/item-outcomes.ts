import type { MetricName } from '../benchmark';
import { estimateAveragePrecision } from '../metrics/average-precision';
import { computeItemBrier } from '../metrics/brier-score';
import { computeItemCalibration } from '../metrics/calibration/calibration-gaps';
import { estimateKendall } from '../metrics/kendall';
import { computeItemLogLoss } from '../metrics/log-loss';
import { computeAbsoluteErrors } from '../metrics/mae';
import { computeRelativeErrors } from '../metrics/mape';
import { computeSquaredErrors } from '../metrics/rmse';
import { computeItemRougeL } from '../metrics/rouge-l';
import type {
  ClassificationScorable,
  RegressionScorable,
  Scorable,
  TextScorable,
} from '../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../metrics/scorable/undefined-metric';
import { estimateSpearman } from '../metrics/spearman';
import { estimateCorpusBleu } from '../metrics/text/bleu-counts';
import { estimateCorpusChrf } from '../metrics/text/chrf-counts';
import { computeItemTokenF1 } from '../metrics/token-f1';
import { findTopKHits } from '../metrics/top-k-accuracy';
import { ok, type Result, refuse } from '../result';
import { square } from '../statistics/exact-math';
import { computePseudoValues, type InfluenceEstimate } from '../statistics/influence-estimate';
import { metrics } from './metrics';
import { findTextHits } from './text/text-hits';

/**
 * What each item contributed, in the order of the items. Where their mean isn't the metric, nor what it rises or falls with, the
 * models of a ranking are compared by other values: see `findPseudoValues`.
 *
 * - metrics of predicted classes (`accuracy`, `macro_f1`, `mcc`, `precision`, …): 1 if the predicted class is the label, else
 *   0. Mean: accuracy.
 * - `quadratic_kappa`: (i − j)², label i predicted as j, in squared steps. Mean: the disagreement that κ weighs.
 * - `top_3_accuracy`, `top_5_accuracy`: 1 if the label is among the k most probable classes, else 0. Mean: the metric.
 * - `log_loss`: the item's clipped log loss, in nats. Mean: the metric.
 * - `brier_score`: the item's squared error. Mean: the metric.
 * - `calibration_error`: confidence minus hit, with the sign of its bin's sum. Mean: the metric.
 * - `mae`: |y − ŷ|. `mape`: |y − ŷ|/|y|. Mean: the metric.
 * - `rmse`, `r2`: (y − ŷ)². Mean: the mean squared error.
 * - `exact_match`, `choice_accuracy`, `numeric_accuracy`: 1 if the answer is accepted, else 0. Mean: the metric.
 * - `token_f1`, `rouge_l`: the item's F1. Mean: the metric.
 * - `average_precision`, `spearman`, `kendall`, `chrf`, `bleu`: the metric plus the item's influence on it. Mean: the metric; and the spread of
 *   paired differences gives the error of the difference of two scores, as DeLong's does for areas.
 * - `roc_auc`: the probability of the positive class for a binary task; of the label's class for a multiclass task. An area
 *   is made of pairs of items, so these have no mean to compare: they are what the area of a binary task is computed from.
 *
 * Refuses where the metric isn't for this task, for n = 0, and without the probabilities it needs; those with influences,
 * `mape`, `choice_accuracy` and `numeric_accuracy` wherever the metric itself is undefined. Labels that lack a class are no obstacle to the others.
 */
export function computeItemOutcomes(name: MetricName, s: Scorable): Result<Float64Array, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (!metrics[name].tasks.includes(s.task)) return refuse(undefinedMetric('wrong-task'));
  switch (s.task) {
    case 'regression':
      return compareNumbers(name, s);
    case 'text':
      return compareTexts(name, s);
    default:
      return compareClasses(name, s);
  }
}

function compareNumbers(name: MetricName, s: RegressionScorable): Result<Float64Array, UndefinedMetric> {
  switch (name) {
    case 'mae':
      return ok(computeAbsoluteErrors(s));
    case 'rmse':
    case 'r2':
      return ok(computeSquaredErrors(s));
    case 'mape':
      return computeRelativeErrors(s);
    case 'spearman':
      return spreadInfluences(estimateSpearman(s));
    case 'kendall':
      return spreadInfluences(estimateKendall(s));
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}

function compareTexts(name: MetricName, s: TextScorable): Result<Float64Array, UndefinedMetric> {
  switch (name) {
    case 'token_f1':
      return ok(computeItemTokenF1(s));
    case 'rouge_l':
      return ok(computeItemRougeL(s));
    case 'chrf':
      return ok(computePseudoValues(estimateCorpusChrf(s)));
    case 'bleu':
      return ok(computePseudoValues(estimateCorpusBleu(s)));
    default:
      return findTextHits(name, s);
  }
}

function compareClasses(name: MetricName, s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  switch (name) {
    case 'quadratic_kappa':
      return ok(Float64Array.from(s.labels, (label, i) => square(label - s.predicted[i]!)));
    case 'top_3_accuracy':
      return findTopKHits(3, s);
    case 'top_5_accuracy':
      return findTopKHits(5, s);
    case 'log_loss':
      return computeItemLogLoss(s);
    case 'brier_score':
      return computeItemBrier(s);
    case 'calibration_error':
      return computeItemCalibration(s);
    case 'average_precision':
      return spreadInfluences(estimateAveragePrecision(s));
    case 'roc_auc':
      return pickProbabilities(s);
    default:
      return ok(Float64Array.from(s.labels, (label, i) => (label === s.predicted[i] ? 1 : 0)));
  }
}

const spreadInfluences = (
  estimate: Result<InfluenceEstimate, UndefinedMetric>,
): Result<Float64Array, UndefinedMetric> =>
  estimate.ok ? ok(computePseudoValues(estimate.value)) : estimate;

function pickProbabilities(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const { probabilities, classes } = s;
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  const column = (label: number) => (s.task === 'binary' ? 1 : label);
  return ok(Float64Array.from(s.labels, (label, i) => probabilities[i * classes.length + column(label)]!));
}
