import { describe, expect, it } from 'vitest';
import { type MetricName, metricByName } from '../metrics/metric-name';
import {
  createClassScorable,
  createProbabilityScorable,
  createRegressionScorable,
  type Scorable,
} from '../metrics/scorable/scorable';
import { makeClassScorable } from '../metrics/testing/make-scorable';
import { comparePairs } from '../statistics/compare-pairs';
import checks from '../statistics/testing/check-values.json';
import { choosePairTest, codePredictions, pickComparedValues } from './choose-pair-test';
import golden from './golden-intervals.json';
import { scoreMetric } from './score';

const itemGroups = Int32Array.from(golden.scores.groups);

const binary = { task: 'binary' as const, classes: ['no', 'yes'] };

const byScore = (scores: readonly number[], labels: readonly number[] = golden.scores.labels): Scorable =>
  createProbabilityScorable({
    ...binary,
    labels: Int32Array.from(labels),
    probabilities: Float64Array.from(scores.flatMap((x) => [1 / (1 + Math.exp(x)), 1 / (1 + Math.exp(-x))])),
  });

const threeClasses = {
  task: 'multiclass' as const,
  classes: ['a', 'b', 'c'],
  labels: Int32Array.from(golden.classes.labels),
};

const byClass = (predicted: readonly number[]): Scorable =>
  createClassScorable({ ...threeClasses, predicted: Int32Array.from(predicted) });

const byProbability = createProbabilityScorable({
  ...threeClasses,
  probabilities: Float64Array.from(golden.macro_area.probabilities),
});

const byAnswer = (predicted: readonly number[]): Scorable =>
  createClassScorable({
    ...binary,
    labels: Int32Array.from(golden.scores.labels),
    predicted: Int32Array.from(predicted),
  });

const byNumber = (labels: readonly number[], predicted: readonly number[]): Scorable =>
  createRegressionScorable({ labels: Float64Array.from(labels), predicted: Float64Array.from(predicted) });

const { scores, classes, recall, ranks } = golden;

type PairedMetric = {
  [K in keyof typeof golden]: (typeof golden)[K] extends { pair: unknown } ? K : never;
}[keyof typeof golden];

const pairs: readonly [PairedMetric, Scorable, Scorable][] = [
  ['roc_auc', byScore(scores.a), byScore(scores.b)],
  ['average_precision', byScore(scores.a), byScore(scores.b)],
  ['macro_f1', byClass(classes.a), byClass(classes.b)],
  ['mcc', byClass(classes.a), byClass(classes.b)],
  ['recall', byAnswer(recall.a), byAnswer(recall.b)],
  ['log_loss', byScore(scores.a), byScore(scores.b)],
  ['spearman', byNumber(ranks.labels, ranks.a), byNumber(ranks.labels, ranks.b)],
  ['kendall', byNumber(ranks.labels, ranks.a), byNumber(ranks.labels, ranks.b)],
];

const scoreOf = (metric: MetricName, s: Scorable, groups: Int32Array | null = null) => {
  const scored = scoreMetric(metric, s, 'unused', { groups });
  if (!scored.ok || !scored.value.interval) throw new Error('no interval');
  return { score: scored.value.score, ...scored.value.interval };
};

const expectInterval = (
  found: { lower: number; upper: number },
  [lower, upper]: readonly number[],
  digits: number,
) => {
  expect(found.lower).toBeCloseTo(lower!, digits);
  expect(found.upper).toBeCloseTo(upper!, digits);
};

function comparePair(
  metric: MetricName,
  pair: readonly [Scorable, Scorable],
  groups: Int32Array | null = null,
): number {
  const { labels: column } = pair[0];
  const labels = column instanceof Float64Array ? column : Int32Array.from(column, Number);
  const positions = Uint32Array.from(labels, (_, i) => i);
  const test = choosePairTest(metric, { labels, groups, positions });
  const valuesOf = (s: Scorable) => {
    const outcomes = metricByName[metric].outcomes.compute(s);
    const pseudoValues = metricByName[metric].computePseudoValues?.(s) ?? null;
    if (!outcomes.ok || pseudoValues?.ok === false) throw new Error('no values');
    return pickComparedValues(test, {
      outcomes: outcomes.value,
      pseudoValues: pseudoValues?.value ?? null,
      codes: codePredictions(metric, s),
    });
  };
  return comparePairs(test, pair.map(valuesOf)).pOf(0, 1);
}

const checkedMetrics = {
  balanced_accuracy: 'balanced_accuracy',
  macro_f1: 'macro_f1',
  mcc: 'mcc',
  kappa: 'cohen_kappa',
} as const;

const isChecked = (name: string): name is keyof typeof checkedMetrics => name in checkedMetrics;

/** Makes items with this confusion matrix; rows are labels, columns predictions. */
function fillMatrix(matrix: readonly (readonly number[])[]): Scorable {
  const items = matrix.flatMap((row, label) =>
    row.flatMap((count, said) => Array.from({ length: count }, () => ({ label, said }))),
  );
  return makeClassScorable(
    matrix.map((_, c) => `${c}`),
    Int32Array.from(items, ({ label }) => label),
    Int32Array.from(items, ({ said }) => said),
  );
}

/** Compares two numbers to six significant digits. */
const expectNear = (found: number, expected: number) =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(6e-6 * Math.max(0.1, Math.abs(expected)));

/** The check values of the specification come from `research/golden/make-check-values.py`. */
describe('intervals in the specification’s check values', () => {
  it.each(checks.confusion)('equal ours for $metric of the matrix $matrix', (check) => {
    if (!isChecked(check.metric)) throw new Error(`unknown ${check.metric}`);
    const found = scoreOf(checkedMetrics[check.metric], fillMatrix(check.matrix));
    expectNear(found.score, check.score);
    expectNear(found.lower, check.lower);
    expectNear(found.upper, check.upper);
  });

  it('equal ours for AUC, where above .9 the wider bounds of DeLong’s and Newcombe’s intervals apply', () => {
    for (const check of checks.auc) {
      const found = scoreOf('roc_auc', byScore(check.scores, check.labels));
      expectNear(found.score, check.score);
      expectNear(found.lower, check.lower);
      expectNear(found.upper, check.upper);
    }
  });

  it('equal ours for losses and R², for independent items and groups', () => {
    const { labels, predictions, groups, mae, mae_groups, mean_square, r2 } = checks.regression;
    const s = byNumber(labels, predictions);
    for (const [found, check] of [
      [scoreOf('mae', s), mae],
      [scoreOf('mae', s, Int32Array.from(groups)), mae_groups],
      [scoreOf('rmse', s), mean_square],
      [scoreOf('r2', s), r2],
    ] as const) {
      expectNear(found.lower, check.lower);
      expectNear(found.upper, check.upper);
    }
  });
});

/**
 * The golden values come from `research/golden/make-intervals.py`, which computes with numpy and scipy from all pairs of
 * items and from numerical derivatives by weights.
 */
describe('intervals and tests of pairs, compared with an independent program,', () => {
  it('use Student’s t with Welch–Satterthwaite degrees of freedom for AUC, and with n⁺ − 1 for average precision', () => {
    const roc = scoreOf('roc_auc', byScore(scores.a));
    expect(roc.score).toBeCloseTo(golden.roc_auc.score, 12);
    expect(roc.method).toBe('logit-t');
    expectInterval(roc, golden.roc_auc.limits, 11);
    const precision = scoreOf('average_precision', byScore(scores.a));
    expect(precision.score).toBeCloseTo(golden.average_precision.score, 12);
    expectInterval(precision, golden.average_precision.limits, 7);
  });

  it('use for the mean AUC of several classes the number of items of the smallest class minus 1 as degrees of freedom', () => {
    const macro = scoreOf('roc_auc', byProbability);
    expect(macro.score).toBeCloseTo(golden.macro_area.score, 12);
    expectInterval(macro, golden.macro_area.limits, 11);
  });

  it('use the logarithm of a log loss, with n − 1 degrees of freedom for items and G − 1 for groups', () => {
    expectInterval(scoreOf('log_loss', byScore(scores.a)), golden.log_loss.limits, 11);
    expectInterval(scoreOf('log_loss', byScore(scores.a), itemGroups), golden.log_loss.grouped, 11);
  });

  it('use Fisher’s z scale for rank correlations, with n − 1 degrees of freedom', () => {
    for (const metric of ['spearman', 'kendall'] as const) {
      const found = scoreOf(metric, byNumber(ranks.labels, ranks.a));
      expect(found.score).toBeCloseTo(golden[metric].score, 12);
      expectInterval(found, golden[metric].limits, 6);
    }
  });

  it('use sums of influences over groups, on the logit scale and on Fisher’s z scale, with G − 1 degrees of freedom', () => {
    expectInterval(scoreOf('roc_auc', byScore(scores.a), itemGroups), golden.roc_auc.grouped, 7);
    expectInterval(scoreOf('macro_f1', byClass(classes.a), itemGroups), golden.macro_f1.grouped, 7);
    expectInterval(scoreOf('mcc', byClass(classes.a), itemGroups), golden.mcc.grouped, 7);
  });

  it.each(pairs)('have the same p-value for two models by %s', (metric, a, b) => {
    const { pair } = golden[metric];
    expect(comparePair(metric, [a, b]) / pair.p).toBeCloseTo(1, 5);
  });

  it('have the same p-value for two models by the log loss of items in groups', () => {
    const p = comparePair('log_loss', [byScore(scores.a), byScore(scores.b)], itemGroups);
    expect(p / golden.log_loss.grouped_pair.p).toBeCloseTo(1, 9);
  });

  it('have no p-value below 2^(1 − k) if k predictions differ, by every metric of predicted classes', () => {
    const pair = [byClass(golden.floor.predicted), byClass(classes.b)] as const;
    for (const metric of ['macro_f1', 'balanced_accuracy', 'mcc', 'cohen_kappa'] as const)
      expect(comparePair(metric, pair)).toBeGreaterThanOrEqual(golden.floor.p);
  });
});
