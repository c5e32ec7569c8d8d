import { describe, expect, it } from 'vitest';
import { metricByName, metricNames } from '../../metrics/metric-name';
import type { LabelColumn } from '../../scoring/label-column';
import { selectSplit } from '../../scoring/score-split';
import { createRng } from '../../statistics/rng';
import type { Predictions } from '../../submission/predictions';
import { findBaselinePrediction, repeatBaseline } from './baseline-prediction';
import { computeLadderOutcomes, findLadderTest } from './ladder-rules';

const rng = createRng('baseline');

const n = 400;

const classLabels = Int32Array.from({ length: n }, () => {
  const u = rng.nextUnit();
  return u < 0.25 ? 0 : u < 0.8 ? 1 : 2;
});

const numberLabels = Float64Array.from({ length: n }, () => 40 + 9 * (rng.nextUnit() + rng.nextUnit()) ** 2);

const classes = ['a', 'b', 'c'];

const positions = Uint32Array.from({ length: n }, (_, i) => i);

const score = (metric: (typeof metricNames)[number], labels: LabelColumn, predictions: Predictions) =>
  metricByName[metric].compute(
    selectSplit({ rules: { task: 'multiclass', classes }, labels, positions, predictions }),
  );

describe('constant baseline', () => {
  it('predicts the most frequent class, or the first of equally frequent classes', () => {
    expect(findBaselinePrediction('accuracy', classLabels, 3)).toEqual({ kind: 'classes', label: 1 });
    expect(findBaselinePrediction('macro_f1', Int32Array.from([2, 0, 2, 0, 1]), 3)).toEqual({
      kind: 'classes',
      label: 0,
    });
  });

  it('predicts the positive class for precision, which is undefined without predicted positives, but not for recall, where no file could beat that prediction', () => {
    const rare = Int32Array.from({ length: 100 }, (_, i) => (i < 5 ? 1 : 0));
    expect(findBaselinePrediction('precision', rare, 2)).toEqual({ kind: 'classes', label: 1 });
    expect(findBaselinePrediction('recall', rare, 2)).toEqual({ kind: 'classes', label: 0 });
  });

  it('predicts the number with the smallest mean relative error', () => {
    const labels = Float64Array.from({ length: 200 }, (_, i) => 1 + (i % 40) ** 2);
    const decision = findBaselinePrediction('mape', labels, 0);
    if (decision.kind !== 'numbers') throw new Error('no number');
    const errorOf = (value: number) => labels.reduce((sum, y) => sum + Math.abs(y - value) / y, 0);
    for (const other of [1, 2, 5, 10, 20, 50, 100, 500]) {
      if (other === decision.value) continue;
      expect(errorOf(decision.value)).toBeLessThanOrEqual(errorOf(other));
    }
  });

  it('has almost the smallest possible loss: another constant is better by no more than the rounding allows', () => {
    const lossOf = (metric: 'log_loss' | 'brier_score', shares: number[]) => {
      const s = score(metric, classLabels, repeatBaseline({ kind: 'probabilities', shares }, n));
      return s.ok ? s.value : Number.NaN;
    };
    const decision = findBaselinePrediction('log_loss', classLabels, 3);
    if (decision.kind !== 'probabilities') throw new Error('no shares');
    for (const other of [
      [1 / 3, 1 / 3, 1 / 3],
      [0.2, 0.6, 0.2],
      [0.3, 0.5, 0.2],
    ])
      for (const metric of ['log_loss', 'brier_score'] as const)
        expect(lossOf(metric, [...decision.shares])).toBeLessThan(lossOf(metric, other) + 0.002);
    expect(decision.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('has no digits below the standard error of the predicted value', () => {
    for (const metric of ['mae', 'rmse'] as const) {
      const decision = findBaselinePrediction(metric, numberLabels, 0);
      expect(decision.kind === 'numbers' && String(decision.value)).toMatch(/^\d\d(\.\d)?$/);
    }
  });

  it('gives every class a probability above 0, so that no log loss is infinite', () => {
    const decision = findBaselinePrediction(
      'log_loss',
      Int32Array.from({ length: n }, () => 0),
      2,
    );
    expect(decision.kind === 'probabilities' && decision.shares[1]).toBeGreaterThan(0);
  });

  it('predicts the most frequent text only if many items have this label, since a rarer text would reveal labels', () => {
    const texts = Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 'A' : `text ${i}`));
    expect(findBaselinePrediction('choice_accuracy', texts, 0)).toEqual({ kind: 'texts', text: 'A' });
    expect(findBaselinePrediction('exact_match', texts.slice(1, 4), 0)).toEqual({ kind: 'texts', text: '' });
  });

  it('throws for a feedback split without items', () => {
    expect(() => findBaselinePrediction('accuracy', new Int32Array(), 2)).toThrow(RangeError);
  });
});

describe('outcomes of a ladder', () => {
  const forecast: Predictions = {
    kind: 'probabilities',
    predicted: Int32Array.from(classLabels, (label) => label),
    probabilities: Float64Array.from({ length: 3 * n }, () => 0),
  };
  for (let i = 0; i < n; i++) {
    const raw = [0, 1, 2].map((c) => rng.nextUnit() + (classLabels[i] === c ? 0.5 : 0));
    const sum = raw.reduce((a, b) => a + b, 0);
    raw.forEach((x, c) => {
      forecast.probabilities[3 * i + c] = x / sum;
    });
  }
  const guesses: Predictions = {
    kind: 'numbers',
    predicted: numberLabels.map((y) => y + rng.nextUnit() - 0.3),
  };

  it.each(
    metricNames.filter(
      (name) =>
        (metricByName[name].needs !== 'texts' &&
          metricByName[name].outcomes.isMean &&
          !name.startsWith('top')) ||
        /roc_auc|average|spear|kend/.test(name),
    ),
  )('have %s as their mean', (name) => {
    const isOfNumbers = metricByName[name].needs === 'numbers';
    const [labels, predictions] = isOfNumbers ? [numberLabels, guesses] : [classLabels, forecast];
    const scorable = selectSplit({
      rules: { task: 'multiclass', classes },
      labels,
      positions,
      predictions: predictions as Predictions,
    });
    const outcomes = computeLadderOutcomes(name, findLadderTest(name, false), scorable)!;
    const value = metricByName[name].compute(scorable);
    const mean = outcomes.reduce((sum, x) => sum + x, 0) / n;
    expect(value.ok && Math.abs(value.value - mean)).toBeLessThan(1e-12);
  });
});
