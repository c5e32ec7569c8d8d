import type { MetricName } from '../../benchmark';
import type { CollectedLabels } from './collect-test-set';
import { findMedian, summariseNumbers } from './summarise-numbers';

/**
 * What is measured: a metric, `entropy` (the log loss of the class shares, in nats), or the mean distance from the median and
 * the standard deviation of the labels (MAE and RMSE of the best constant, in the target's unit).
 */
export type BaselineKind = 'accuracy' | 'macro_f1' | 'entropy' | 'mae' | 'rmse' | 'exact_match';

/** The score of the best constant answer on a test set, with its standard error. */
export type Baseline = {
  readonly kind: BaselineKind;
  readonly value: number;
  readonly standardError: number;
};

/**
 * The baseline a benchmark's metric is judged by. A constant answer has an area of .5, a balanced accuracy of 1/C and a
 * kappa, correlation or R² of 0 or none on every test set: such metrics take the majority class's accuracy, the entropy, or
 * the spread of the labels, which tell whether this set is as hard as the last one. Of texts it is the exact match of the
 * answer that most items accept.
 */
export const baselineKindOf: Readonly<Record<MetricName, BaselineKind>> = {
  accuracy: 'accuracy',
  balanced_accuracy: 'accuracy',
  macro_f1: 'macro_f1',
  log_loss: 'entropy',
  roc_auc: 'accuracy',
  mae: 'mae',
  rmse: 'rmse',
  r2: 'rmse',
  mcc: 'accuracy',
  cohen_kappa: 'accuracy',
  quadratic_kappa: 'accuracy',
  weighted_f1: 'accuracy',
  micro_f1: 'accuracy',
  precision: 'accuracy',
  recall: 'accuracy',
  macro_precision: 'accuracy',
  macro_recall: 'accuracy',
  top_3_accuracy: 'accuracy',
  top_5_accuracy: 'accuracy',
  brier_score: 'entropy',
  calibration_error: 'entropy',
  average_precision: 'accuracy',
  mape: 'mae',
  spearman: 'rmse',
  kendall: 'rmse',
  exact_match: 'exact_match',
  token_f1: 'exact_match',
  choice_accuracy: 'exact_match',
  numeric_accuracy: 'exact_match',
  rouge_l: 'exact_match',
  chrf: 'exact_match',
  bleu: 'exact_match',
};

const labelKindOf: Readonly<Record<BaselineKind, CollectedLabels['kind']>> = {
  accuracy: 'classes',
  macro_f1: 'classes',
  entropy: 'classes',
  mae: 'numbers',
  rmse: 'numbers',
  exact_match: 'texts',
};

/**
 * The baseline by closed form, equal to what lib/core/scoring gives for the constant prediction. Standard errors by the
 * delta method for items drawn independently: accuracy and exact match √(p(1−p)/n); macro F1 of K present classes f = 2p/(K(1+p)) that
 * times 2/(K(1+p)²); entropy and MAE the spread of the items' losses over √n; RMSE √((m₄ − s⁴)/n)/(2s).
 * Throws for no items, and for a metric that isn't for this task.
 */
export function computeBaseline(metric: MetricName, labels: CollectedLabels): Baseline {
  const kind = baselineKindOf[metric];
  if (labelKindOf[kind] !== labels.kind) throw new Error(`${metric} is not for these labels`);
  switch (labels.kind) {
    case 'numbers':
      return {
        kind,
        ...(kind === 'mae' ? spreadAbsolutely(labels.values) : spreadSquarely(labels.values)),
      };
    case 'texts':
      return { kind, ...estimateShare(labels.commonestCount / labels.indices.length, labels.indices.length) };
    case 'classes':
      return { kind, ...scoreMajority(kind, labels.counts) };
  }
}

type Estimate = { readonly value: number; readonly standardError: number };

const estimateShare = (p: number, n: number): Estimate => ({
  value: p,
  standardError: Math.sqrt((p * (1 - p)) / n),
});

function scoreMajority(kind: BaselineKind, counts: readonly number[]): Estimate {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) throw new Error('no items have no baseline');
  const shares = counts.filter((count) => count > 0).map((count) => count / n);
  if (kind === 'entropy') {
    const value = -shares.reduce((sum, p) => sum + p * Math.log(p), 0) + 0;
    const square = shares.reduce((sum, p) => sum + p * Math.log(p) ** 2, 0);
    return { value, standardError: Math.sqrt(Math.max(0, square - value ** 2) / n) };
  }
  const p = Math.max(...shares);
  const majority = estimateShare(p, n);
  if (kind === 'accuracy') return majority;
  const present = shares.length;
  return {
    value: (2 * p) / (1 + p) / present,
    standardError: (majority.standardError * 2) / (1 + p) ** 2 / present,
  };
}

function spreadAbsolutely(values: Float64Array): Estimate {
  const median = findMedian(values);
  const { mean, sd } = summariseNumbers(values.map((value) => Math.abs(value - median)));
  return { value: mean, standardError: sd / Math.sqrt(values.length) };
}

function spreadSquarely(values: Float64Array): Estimate {
  const { mean, sd: value } = summariseNumbers(values);
  const squares = summariseNumbers(values.map((label) => (label - mean) ** 2));
  return {
    value,
    standardError: value === 0 ? 0 : squares.sd / Math.sqrt(values.length) / (2 * value),
  };
}
