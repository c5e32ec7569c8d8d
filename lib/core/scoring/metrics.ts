import type { Direction, MetricName, Task } from '../benchmark';
import { type Result, refuse } from '../result';
import { computeAccuracy } from './accuracy';
import { computeBalancedAccuracy } from './balanced-accuracy';
import { computeLogLoss } from './log-loss';
import { computeMacroF1 } from './macro-f1';
import { computeMae } from './mae';
import { computeR2 } from './r2';
import { computeRmse } from './rmse';
import { computeRocAuc } from './roc-auc';
import type { ClassificationScorable, RegressionScorable, Scorable } from './scorable';
import { type UndefinedMetric, undefinedMetric } from './undefined-metric';

/** What a metric is called, which way is better, what it can be computed on, and how. */
export type Metric = {
  readonly name: MetricName;
  /** For people. */
  readonly title: string;
  readonly direction: Direction;
  readonly tasks: readonly Task[];
  /** What a prediction file must hold. Classes can be read off probabilities, not the other way round. */
  readonly needs: 'classes' | 'probabilities' | 'numbers';
  /** Lowest and highest value, infinite where there is no bound. */
  readonly range: readonly [low: number, high: number];
  /** The score, always finite; a refusal where it has no value. Throws nothing. */
  readonly compute: (s: Scorable) => Result<number, UndefinedMetric>;
};

type Compute<S> = (s: S) => Result<number, UndefinedMetric>;

const classification = ['binary', 'multiclass'] as const;
const regression = ['regression'] as const;

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
};

function onClasses(compute: Compute<ClassificationScorable>): Compute<Scorable> {
  return (s) => (s.task === 'regression' ? refuse(undefinedMetric('wrong-task')) : requireFinite(compute(s)));
}

function onNumbers(compute: Compute<RegressionScorable>): Compute<Scorable> {
  return (s) => (s.task === 'regression' ? requireFinite(compute(s)) : refuse(undefinedMetric('wrong-task')));
}

function requireFinite(score: Result<number, UndefinedMetric>): Result<number, UndefinedMetric> {
  return score.ok && !Number.isFinite(score.value) ? refuse(undefinedMetric('not-finite')) : score;
}
