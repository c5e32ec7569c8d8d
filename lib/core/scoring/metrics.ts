import type { Direction, MetricName, Task } from '../benchmark';
import { computeAccuracy } from '../metrics/accuracy';
import { computeAveragePrecision } from '../metrics/average-precision';
import { computeBalancedAccuracy } from '../metrics/balanced-accuracy';
import { computeBrierScore } from '../metrics/brier-score';
import { computeCalibrationError } from '../metrics/calibration/calibration-gaps';
import { computeChoiceAccuracy } from '../metrics/choice-accuracy';
import { computeCohenKappa } from '../metrics/cohen-kappa';
import { computeExactMatch } from '../metrics/exact-match';
import { computeKendall } from '../metrics/kendall';
import { computeLogLoss } from '../metrics/log-loss';
import { computeMacroF1 } from '../metrics/macro-f1';
import { computeMacroPrecision } from '../metrics/macro-precision';
import { computeMacroRecall } from '../metrics/macro-recall';
import { computeMae } from '../metrics/mae';
import { computeMape } from '../metrics/mape';
import { computeMcc } from '../metrics/mcc';
import { computeMicroF1 } from '../metrics/micro-f1';
import { computeNumericAccuracy } from '../metrics/numeric-accuracy';
import { computePrecision } from '../metrics/precision';
import { computeQuadraticKappa } from '../metrics/quadratic-kappa';
import { computeR2 } from '../metrics/r2';
import { computeRecall } from '../metrics/recall';
import { computeRmse } from '../metrics/rmse';
import { computeRocAuc } from '../metrics/roc-auc';
import { computeMeanRougeL } from '../metrics/rouge-l';
import type {
  ClassificationScorable,
  RegressionScorable,
  Scorable,
  TextScorable,
} from '../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../metrics/scorable/undefined-metric';
import { computeSpearman } from '../metrics/spearman';
import { computeCorpusBleu } from '../metrics/text/bleu-counts';
import { computeCorpusChrf } from '../metrics/text/chrf-counts';
import { computeMeanTokenF1 } from '../metrics/token-f1';
import { computeTopKAccuracy } from '../metrics/top-k-accuracy';
import { computeWeightedF1 } from '../metrics/weighted-f1';
import { type Result, refuse } from '../result';

/** What a metric is called, which way is better, what it can be computed on, and how. */
export type Metric = {
  readonly name: MetricName;
  /** For people. */
  readonly title: string;
  readonly direction: Direction;
  readonly tasks: readonly Task[];
  /** What a prediction file must hold. Classes can be read off probabilities, not the other way round. */
  readonly needs: 'classes' | 'probabilities' | 'numbers' | 'texts';
  /** Lowest and highest value, infinite where there is no bound. */
  readonly range: readonly [low: number, high: number];
  /** The score, always finite; a refusal where it has no value. Throws nothing. */
  readonly compute: (s: Scorable) => Result<number, UndefinedMetric>;
};

type Compute<S> = (s: S) => Result<number, UndefinedMetric>;

const classification = ['binary', 'multiclass'] as const;
const regression = ['regression'] as const;
const text = ['text'] as const;

export const metrics: Readonly<Record<MetricName, Metric>> = {
  accuracy: {
    name: 'accuracy',
    title: 'Accuracy',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computeAccuracy),
  },
  balanced_accuracy: {
    name: 'balanced_accuracy',
    title: 'Balanced accuracy',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computeBalancedAccuracy),
  },
  macro_f1: {
    name: 'macro_f1',
    title: 'Macro F1',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computeMacroF1),
  },
  log_loss: {
    name: 'log_loss',
    title: 'Log loss',
    direction: 'lower',
    tasks: classification,
    needs: 'probabilities',
    range: [0, Number.POSITIVE_INFINITY],
    compute: onClasses(computeLogLoss),
  },
  roc_auc: {
    name: 'roc_auc',
    title: 'ROC AUC',
    direction: 'higher',
    tasks: classification,
    needs: 'probabilities',
    range: [0, 1],
    compute: onClasses(computeRocAuc),
  },
  mae: {
    name: 'mae',
    title: 'Mean absolute error',
    direction: 'lower',
    tasks: regression,
    needs: 'numbers',
    range: [0, Number.POSITIVE_INFINITY],
    compute: onNumbers(computeMae),
  },
  rmse: {
    name: 'rmse',
    title: 'Root mean squared error',
    direction: 'lower',
    tasks: regression,
    needs: 'numbers',
    range: [0, Number.POSITIVE_INFINITY],
    compute: onNumbers(computeRmse),
  },
  r2: {
    name: 'r2',
    title: 'R²',
    direction: 'higher',
    tasks: regression,
    needs: 'numbers',
    range: [Number.NEGATIVE_INFINITY, 1],
    compute: onNumbers(computeR2),
  },
  mcc: {
    name: 'mcc',
    title: 'Matthews correlation',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [-1, 1],
    compute: onClasses(computeMcc),
  },
  cohen_kappa: {
    name: 'cohen_kappa',
    title: 'Cohen’s κ',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [-1, 1],
    compute: onClasses(computeCohenKappa),
  },
  quadratic_kappa: {
    name: 'quadratic_kappa',
    title: 'Quadratic weighted κ',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [-1, 1],
    compute: onClasses(computeQuadraticKappa),
  },
  weighted_f1: {
    name: 'weighted_f1',
    title: 'Weighted F1',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computeWeightedF1),
  },
  micro_f1: {
    name: 'micro_f1',
    title: 'Micro F1',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computeMicroF1),
  },
  precision: {
    name: 'precision',
    title: 'Precision',
    direction: 'higher',
    tasks: ['binary'],
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computePrecision),
  },
  recall: {
    name: 'recall',
    title: 'Recall',
    direction: 'higher',
    tasks: ['binary'],
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computeRecall),
  },
  macro_precision: {
    name: 'macro_precision',
    title: 'Macro precision',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computeMacroPrecision),
  },
  macro_recall: {
    name: 'macro_recall',
    title: 'Macro recall',
    direction: 'higher',
    tasks: classification,
    needs: 'classes',
    range: [0, 1],
    compute: onClasses(computeMacroRecall),
  },
  top_3_accuracy: {
    name: 'top_3_accuracy',
    title: 'Top-3 accuracy',
    direction: 'higher',
    tasks: ['multiclass'],
    needs: 'probabilities',
    range: [0, 1],
    compute: onClasses((s) => computeTopKAccuracy(3, s)),
  },
  top_5_accuracy: {
    name: 'top_5_accuracy',
    title: 'Top-5 accuracy',
    direction: 'higher',
    tasks: ['multiclass'],
    needs: 'probabilities',
    range: [0, 1],
    compute: onClasses((s) => computeTopKAccuracy(5, s)),
  },
  brier_score: {
    name: 'brier_score',
    title: 'Brier score',
    direction: 'lower',
    tasks: classification,
    needs: 'probabilities',
    range: [0, 2],
    compute: onClasses(computeBrierScore),
  },
  calibration_error: {
    name: 'calibration_error',
    title: 'Expected calibration error',
    direction: 'lower',
    tasks: classification,
    needs: 'probabilities',
    range: [0, 1],
    compute: onClasses(computeCalibrationError),
  },
  average_precision: {
    name: 'average_precision',
    title: 'Average precision',
    direction: 'higher',
    tasks: classification,
    needs: 'probabilities',
    range: [0, 1],
    compute: onClasses(computeAveragePrecision),
  },
  mape: {
    name: 'mape',
    title: 'Mean absolute percentage error',
    direction: 'lower',
    tasks: regression,
    needs: 'numbers',
    range: [0, Number.POSITIVE_INFINITY],
    compute: onNumbers(computeMape),
  },
  spearman: {
    name: 'spearman',
    title: 'Spearman’s ρ',
    direction: 'higher',
    tasks: regression,
    needs: 'numbers',
    range: [-1, 1],
    compute: onNumbers(computeSpearman),
  },
  kendall: {
    name: 'kendall',
    title: 'Kendall’s τ-b',
    direction: 'higher',
    tasks: regression,
    needs: 'numbers',
    range: [-1, 1],
    compute: onNumbers(computeKendall),
  },
  exact_match: {
    name: 'exact_match',
    title: 'Exact match',
    direction: 'higher',
    tasks: text,
    needs: 'texts',
    range: [0, 1],
    compute: onTexts(computeExactMatch),
  },
  token_f1: {
    name: 'token_f1',
    title: 'Token F1',
    direction: 'higher',
    tasks: text,
    needs: 'texts',
    range: [0, 1],
    compute: onTexts(computeMeanTokenF1),
  },
  choice_accuracy: {
    name: 'choice_accuracy',
    title: 'Choice accuracy',
    direction: 'higher',
    tasks: text,
    needs: 'texts',
    range: [0, 1],
    compute: onTexts(computeChoiceAccuracy),
  },
  numeric_accuracy: {
    name: 'numeric_accuracy',
    title: 'Numeric accuracy',
    direction: 'higher',
    tasks: text,
    needs: 'texts',
    range: [0, 1],
    compute: onTexts(computeNumericAccuracy),
  },
  rouge_l: {
    name: 'rouge_l',
    title: 'ROUGE-L',
    direction: 'higher',
    tasks: text,
    needs: 'texts',
    range: [0, 1],
    compute: onTexts(computeMeanRougeL),
  },
  chrf: {
    name: 'chrf',
    title: 'chrF',
    direction: 'higher',
    tasks: text,
    needs: 'texts',
    range: [0, 1],
    compute: onTexts(computeCorpusChrf),
  },
  bleu: {
    name: 'bleu',
    title: 'BLEU',
    direction: 'higher',
    tasks: text,
    needs: 'texts',
    range: [0, 1],
    compute: onTexts(computeCorpusBleu),
  },
};

function onClasses(compute: Compute<ClassificationScorable>): Compute<Scorable> {
  return (s) =>
    s.task === 'binary' || s.task === 'multiclass'
      ? requireFinite(compute(s))
      : refuse(undefinedMetric('wrong-task'));
}

function onNumbers(compute: Compute<RegressionScorable>): Compute<Scorable> {
  return (s) => (s.task === 'regression' ? requireFinite(compute(s)) : refuse(undefinedMetric('wrong-task')));
}

function onTexts(compute: Compute<TextScorable>): Compute<Scorable> {
  return (s) => (s.task === 'text' ? requireFinite(compute(s)) : refuse(undefinedMetric('wrong-task')));
}

function requireFinite(score: Result<number, UndefinedMetric>): Result<number, UndefinedMetric> {
  return score.ok && !Number.isFinite(score.value) ? refuse(undefinedMetric('not-finite')) : score;
}
