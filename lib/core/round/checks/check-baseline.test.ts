import { describe, expect, it } from 'vitest';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import { createProbabilityScorable, createRegressionScorable } from '../../metrics/scorable/scorable';
import { drawNormal } from '../../statistics/normal-distribution';
import { createRng } from '../../statistics/rng';
import { findMedian, summariseNumbers } from '../../statistics/sums';
import { checkBaseline, computeBaseline } from './check-baseline';
import { collectItems, drawItems, drawText } from './testing/synthetic-set';

describe('baseline check', () => {
  it('warns if the baseline score is outside the range of earlier rounds by at least 5 points and 3 standard errors', () => {
    const accuracy = (value: number, standardError: number) =>
      ({ kind: 'accuracy', value, standardError }) as const;
    const earlier = [accuracy(0.6, 0.005), accuracy(0.64, 0.005)];
    const outcome = (value: number, error: number) =>
      checkBaseline('accuracy', accuracy(value, error), earlier).outcome;
    expect(outcome(0.68, 0.005)).toBe('pass');
    expect(outcome(0.7, 0.005)).toBe('warn');
    expect(outcome(0.54, 0.005)).toBe('warn');
    expect(outcome(0.7, 0.05)).toBe('pass');
  });

  it('compares errors in the target’s unit as shares of the highest error, so that the unit doesn’t matter', () => {
    const mae = (value: number) => ({ kind: 'mae', value, standardError: 0 }) as const;
    const check = (value: number) => checkBaseline('mae', mae(value), [mae(100), mae(200)]);
    expect(check(209).outcome).toBe('pass');
    expect(check(220)).toMatchObject({ outcome: 'warn', numbers: { baseline_percent: 110 } });
    expect(checkBaseline('mae', mae(123.45), []).detail).not.toContain('123');
  });

  it('says why another metric is used if the benchmark’s metric gives all constants the same score', () => {
    const { labels } = collectItems(drawItems(100, createRng('auc'), drawText));
    expect(checkBaseline('roc_auc', computeBaseline('roc_auc', labels), []).detail).toContain(
      'every constant prediction has the same ROC AUC',
    );
  });
});

const rng = createRng('baseline');

const indices = Int32Array.from({ length: 500 }, () => [0, 0, 0, 1, 1, 2][Math.floor(6 * rng.nextUnit())]!);

const counts = [0, 1, 2, 3].map((c) => indices.filter((index) => index === c).length);

const classes = ['a', 'b', 'c', 'never'];

const labels = { kind: 'classes', classes, indices, counts } as const;

const values = Float64Array.from({ length: 501 }, () => 20 + 3 * drawNormal(rng));

const numbers = { kind: 'numbers', values } as const;

describe('baseline of a test set', () => {
  it('equals the score of the constant prediction', () => {
    const probabilities = Float64Array.from({ length: 2_000 }, (_, i) => counts[i % 4]! / 500);
    const constant = createProbabilityScorable({
      task: 'multiclass',
      classes,
      labels: indices,
      probabilities,
    });
    const scoreOf = (metric: MetricName) => {
      const score = metricByName[metric].compute(constant);
      return score.ok ? score.value : Number.NaN;
    };
    for (const metric of ['accuracy', 'macro_f1', 'log_loss'] as const)
      expect(computeBaseline(metric, labels).value).toBeCloseTo(scoreOf(metric), 10);
  });

  it('equals the score of the median for MAE and of the mean for RMSE', () => {
    const errorOf = (metric: 'mae' | 'rmse', answer: number) => {
      const predicted = new Float64Array(values.length).fill(answer);
      const score = metricByName[metric].compute(createRegressionScorable({ labels: values, predicted }));
      return score.ok ? score.value : Number.NaN;
    };
    expect(computeBaseline('mae', numbers).value).toBeCloseTo(errorOf('mae', findMedian(values)), 10);
    expect(computeBaseline('rmse', numbers).value).toBeCloseTo(
      errorOf('rmse', summariseNumbers(values).mean),
      10,
    );
  });

  it('has the same standard error as repeated draws of the test set', () => {
    const draws = Array.from({ length: 400 }, () => {
      const drawn = Float64Array.from({ length: 300 }, () => drawNormal(rng));
      return computeBaseline('rmse', { kind: 'numbers', values: drawn });
    });
    const spread = summariseNumbers(Float64Array.from(draws, ({ value }) => value)).sd;
    const told = summariseNumbers(Float64Array.from(draws, ({ standardError }) => standardError)).mean;
    expect(told / spread).toBeGreaterThan(0.85);
    expect(told / spread).toBeLessThan(1.15);
  });

  it('uses another metric if a constant prediction always has the same score', () => {
    expect(computeBaseline('roc_auc', labels)).toEqual(computeBaseline('accuracy', labels));
    expect(computeBaseline('r2', numbers)).toEqual(computeBaseline('rmse', numbers));
    expect(metricByName.balanced_accuracy.baseline.kind).toBe('accuracy');
  });

  it('throws for a metric of another task', () => {
    expect(() => computeBaseline('mae', labels)).toThrow('not for these labels');
  });
});
