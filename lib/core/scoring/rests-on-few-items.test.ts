import { describe, expect, it } from 'vitest';
import type { MetricName } from '../metrics/metric-name';
import {
  createProbabilityScorable,
  createRegressionScorable,
  type Scorable,
} from '../metrics/scorable/scorable';
import { drawNormal } from '../statistics/draw-normal';
import { createRng } from '../statistics/rng';
import { scoreMetric } from './score';

const markOf = (metric: MetricName, s: Scorable, groups: Int32Array | null = null) => {
  const score = scoreMetric(metric, s, 'a seed', { groups });
  if (!score.ok) throw new Error(score.error.reason);
  return score.value.interval?.rests_on_few_items;
};

/** Errors e^(σz)·z', σ = 0 for normal ones. */
function drawNumbers(n: number, sigma: number): Scorable {
  const rng = createRng(`numbers ${n} ${sigma}`);
  const labels = Float64Array.from({ length: n }, () => drawNormal(rng));
  return createRegressionScorable({
    labels,
    predicted: labels.map(
      (label) => label + (sigma === 0 ? 1 : Math.exp(sigma * drawNormal(rng))) * drawNormal(rng),
    ),
  });
}

/** A binary task with so many wrong answers, each with the probability `p` on the wrong class. */
const answers = (n: number, wrongCount: number, p: number): Scorable => {
  const labels = Int32Array.from({ length: n }, (_, i) => i % 2);
  return createProbabilityScorable({
    task: 'binary',
    classes: ['no', 'yes'],
    labels,
    probabilities: Float64Array.from(
      Array.from(labels, (label, i) => {
        const onLabel = i < wrongCount ? 1 - p : 0.6 + (0.3 * i) / n;
        return label === 1 ? [1 - onLabel, onLabel] : [onLabel, 1 - onLabel];
      }).flat(),
    ),
  });
};

describe('the mark of few items', () => {
  it('stands where a few errors make the score, and not where all do', () => {
    expect(markOf('rmse', drawNumbers(1000, 0))).toBe(false);
    expect(markOf('rmse', drawNumbers(1000, 2))).toBe(true);
    expect(markOf('r2', drawNumbers(1000, 0))).toBe(false);
    expect(markOf('r2', drawNumbers(1000, 2))).toBe(true);
  });

  it('stands on log loss and Brier score up to nine items with the wrong class on top', () => {
    for (const metric of ['log_loss', 'brier_score'] as const) {
      expect(markOf(metric, answers(400, 9, 0.55))).toBe(true);
      expect(markOf(metric, answers(400, 10, 0.55))).toBe(false);
    }
    // Of a metric that isn't made of them, they say nothing.
    expect(markOf('calibration_error', answers(400, 9, 0.55))).toBe(false);
  });

  it('never stands on Wilson’s interval, however few the items', () => {
    const s = answers(6, 1, 0.9);
    for (const metric of ['accuracy', 'micro_f1', 'precision', 'recall'] as const)
      expect(markOf(metric, s)).toBe(false);
  });

  it('stands at the ends of the range, where a score’s own spread says nothing', () => {
    const right = createProbabilityScorable({
      task: 'binary',
      classes: ['no', 'yes'],
      labels: Int32Array.from({ length: 60 }, (_, i) => i % 2),
      probabilities: Float64Array.from(
        Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? [0.9, 0.1] : [0.1, 0.9])).flat(),
      ),
    });
    const groups = Int32Array.from({ length: 60 }, (_, i) => i >> 2);
    for (const metric of ['roc_auc', 'average_precision', 'macro_f1', 'mcc', 'balanced_accuracy'] as const)
      for (const grouping of [null, groups]) expect(markOf(metric, right, grouping)).toBe(true);
    // Positives in one group alone: no group differs from another in them.
    const labels = Int32Array.from({ length: 60 }, (_, i) => (i < 4 ? 1 : 0));
    const held = createProbabilityScorable({
      task: 'binary',
      classes: ['no', 'yes'],
      labels,
      probabilities: Float64Array.from(Array.from(labels, (_, i) => [i / 70, 1 - i / 70]).flat()),
    });
    expect(markOf('roc_auc', held, groups)).toBe(true);
  });

  it('has no interval to stand on in fewer than five groups, by which no score is told from another', () => {
    const s = answers(100, 20, 0.7);
    for (const metric of ['accuracy', 'log_loss', 'roc_auc', 'macro_f1', 'recall'] as const) {
      const groupsOf = (count: number) => Int32Array.from({ length: 100 }, (_, i) => i % count);
      const intervalOf = (count: number) => {
        const score = scoreMetric(metric, s, 'a seed', { groups: groupsOf(count) });
        return score.ok && score.value.interval;
      };
      for (const count of [1, 2, 4]) expect(intervalOf(count)).toBeNull();
      expect(intervalOf(5)).toMatchObject({ level: 0.95 });
    }
  });
});
