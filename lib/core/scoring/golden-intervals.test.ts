import { describe, expect, it } from 'vitest';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import {
  createClassScorable,
  createProbabilityScorable,
  createRegressionScorable,
  type Scorable,
} from '../metrics/scorable/scorable';
import { comparePairs } from '../statistics/compare-pairs';
import { computeEffectiveCount } from '../statistics/effective-count';
import { choosePairTest } from './choose-pair-test';
import golden from './golden-intervals.json';
import { computeItemOutcomes } from './item-outcomes';
import { pickComparedValues } from './pick-compared-values';
import { scoreMetric } from './score';

const groups = Int32Array.from(golden.scores.groups);
const binary = { task: 'binary' as const, classes: ['no', 'yes'] };

const byScore = (scores: readonly number[]): Scorable =>
  createProbabilityScorable({
    ...binary,
    labels: Int32Array.from(golden.scores.labels),
    probabilities: Float64Array.from(scores.flatMap((x) => [1 / (1 + Math.exp(x)), 1 / (1 + Math.exp(-x))])),
  });

const byClass = (predicted: readonly number[]): Scorable =>
  createClassScorable({
    task: 'multiclass',
    classes: ['a', 'b', 'c'],
    labels: Int32Array.from(golden.classes.labels),
    predicted: Int32Array.from(predicted),
  });

const byAnswer = (predicted: readonly number[]): Scorable =>
  createClassScorable({
    ...binary,
    labels: Int32Array.from(golden.scores.labels),
    predicted: Int32Array.from(predicted),
  });

const regression = createRegressionScorable({
  labels: Float64Array.from(golden.rmse.labels),
  predicted: Float64Array.from(golden.rmse.predicted),
});

const { scores, classes, recall } = golden;
const models: readonly [MetricName, Scorable, Scorable][] = [
  ['roc_auc', byScore(scores.a), byScore(scores.b)],
  ['average_precision', byScore(scores.a), byScore(scores.b)],
  ['macro_f1', byClass(classes.a), byClass(classes.b)],
  ['mcc', byClass(classes.a), byClass(classes.b)],
  ['recall', byAnswer(recall.a), byAnswer(recall.b)],
];

const scoreOf = (metric: MetricName, s: Scorable, itemGroups: Int32Array | null = null) => {
  const scored = scoreMetric(metric, s, 'unused', { groups: itemGroups });
  if (!scored.ok || !scored.value.interval) throw new Error('no interval');
  return { score: scored.value.score, ...scored.value.interval };
};

const expectLimits = (
  found: { lower: number; upper: number },
  [lower, upper]: readonly number[],
  digits: number,
) => {
  expect(found.lower).toBeCloseTo(lower!, digits);
  expect(found.upper).toBeCloseTo(upper!, digits);
};

function comparePair(metric: MetricName, pair: readonly [Scorable, Scorable]): number {
  const labels = Int32Array.from(pair[0].labels, Number);
  const test = choosePairTest(metric, {
    labels,
    groups: null,
    positions: Uint32Array.from(labels, (_, i) => i),
    seed: 'unused',
  });
  const valuesOf = (s: Scorable) => {
    const outcomes = computeItemOutcomes(metric, s);
    const pseudoValues = metricByName[metric].computePseudoValues?.(s) ?? null;
    if (!outcomes.ok || pseudoValues?.ok === false) throw new Error('no values');
    return pickComparedValues(test, { outcomes: outcomes.value, pseudoValues: pseudoValues?.value ?? null });
  };
  return comparePairs(test, pair.map(valuesOf)).pOf(0, 1);
}

/** `scripts/golden/make-intervals.py`: by numpy and scipy, from all pairs of items and from weights moved one by one. */
describe('intervals and tests of pairs by an independent program', () => {
  it('has Student’s t with the degrees of Welch and Satterthwaite for areas, and n⁺ − 1 for average precision', () => {
    const roc = scoreOf('roc_auc', byScore(scores.a));
    expect(roc.score).toBeCloseTo(golden.roc_auc.score, 12);
    expect(roc.method).toBe('delong-logit-t');
    expectLimits(roc, golden.roc_auc.limits, 11);
    const precision = scoreOf('average_precision', byScore(scores.a));
    expect(precision.score).toBeCloseTo(golden.average_precision.score, 12);
    expect(precision.method).toBe('jackknife-logit-t');
    expectLimits(precision, golden.average_precision.limits, 7);
  });

  it('has the sums of influences over groups, on the logit scale and on Fisher’s, with G − 1 degrees', () => {
    expectLimits(scoreOf('roc_auc', byScore(scores.a), groups), golden.roc_auc.grouped, 7);
    expectLimits(scoreOf('macro_f1', byClass(classes.a), groups), golden.macro_f1.grouped, 7);
    expectLimits(scoreOf('mcc', byClass(classes.a), groups), golden.mcc.grouped, 7);
  });

  it.each(models)('tells two models apart by %s with the same p', (metric, a, b) => {
    const { pair } = golden[metric as 'roc_auc' | 'average_precision' | 'macro_f1' | 'mcc' | 'recall'];
    expect(pair.p).toBeLessThan(0.5);
    expect(comparePair(metric, [a, b]) / pair.p).toBeCloseTo(1, 5);
  });

  it('counts as many items as decide a score', () => {
    const countOf = (metric: MetricName, s: Scorable) => {
      const { computeInfluences, computePseudoValues, outcomes } = metricByName[metric];
      const influences = (computeInfluences ?? computePseudoValues ?? outcomes.compute)(s);
      return influences.ok ? computeEffectiveCount(influences.value) : Number.NaN;
    };
    expect(countOf('roc_auc', byScore(scores.a)) / golden.roc_auc.effective).toBeCloseTo(1, 6);
    expect(countOf('average_precision', byScore(scores.a)) / golden.average_precision.effective).toBeCloseTo(
      1,
      6,
    );
    expect(countOf('macro_f1', byClass(classes.a)) / golden.macro_f1.effective).toBeCloseTo(1, 6);
    expect(countOf('mcc', byClass(classes.a)) / golden.mcc.effective).toBeCloseTo(1, 6);
    expect(countOf('rmse', regression) / golden.rmse.effective).toBeCloseTo(1, 9);
    expect(countOf('r2', regression) / golden.r2.effective).toBeCloseTo(1, 6);
  });
});
