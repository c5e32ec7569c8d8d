import { describe, expect, it } from 'vitest';
import { composeOfficialLeaderboard } from '../feedback/compose-leaderboard';
import { makeRankedModel } from '../feedback/testing/make-ranked-model';
import type { MetricName } from '../metrics/metric-name';
import {
  createClassScorable,
  createProbabilityScorable,
  createRegressionScorable,
  type Scorable,
} from '../metrics/scorable/scorable';
import { drawNormal } from '../statistics/normal-distribution';
import { createRng } from '../statistics/rng';
import { computeTailShare, roundTailShare } from './item-outcomes';
import { scoreMetric } from './score';

const intervalOf = (metric: MetricName, s: Scorable, groups: Int32Array | null = null) => {
  const score = scoreMetric(metric, s, 'a seed', { groups });
  if (!score.ok) throw new Error(score.error.reason);
  return score.value.interval;
};

const reasonOf = (...asked: Parameters<typeof intervalOf>) => intervalOf(...asked)?.unreliable;

/** Makes a binary task with `positives` positive items. Every fifth prediction is wrong, or only the first `wrongCount`. */
function makeBinary(n: number, positives: number, wrongCount: number | null = null): Scorable {
  const rng = createRng(`binary ${n} ${positives}`);
  const labels = Int32Array.from({ length: n }, (_, i) => (i < positives ? 1 : 0));
  const isWrong = (i: number) => (wrongCount === null ? i % 5 === 0 : i < wrongCount);
  return createProbabilityScorable({
    task: 'binary',
    classes: ['no', 'yes'],
    labels,
    probabilities: Float64Array.from(
      Array.from(labels, (label, i) => {
        const onLabel = isWrong(i) ? 0.1 + 0.3 * rng.nextUnit() : 0.6 + 0.3 * rng.nextUnit();
        return label === 1 ? [1 - onLabel, onLabel] : [onLabel, 1 - onLabel];
      }).flat(),
    ),
  });
}

const groupsOf = (n: number, count: number) => Int32Array.from({ length: n }, (_, i) => i % count);

describe('unreliable interval', () => {
  it('has the reason “few positives” with nine items of the rarest class, but not with ten', () => {
    for (const metric of ['balanced_accuracy', 'mcc', 'roc_auc', 'average_precision', 'log_loss'] as const) {
      expect(reasonOf(metric, makeBinary(300, 9)), metric).toBe('few_positives');
      expect(reasonOf(metric, makeBinary(300, 10)), metric).toBeNull();
    }
  });

  it('has the reason “few groups” with nineteen groups, but not with twenty', () => {
    for (const metric of ['macro_f1', 'roc_auc', 'brier_score'] as const) {
      expect(reasonOf(metric, makeBinary(400, 200), groupsOf(400, 19)), metric).toBe('few_groups');
      expect(reasonOf(metric, makeBinary(400, 200), groupsOf(400, 20)), metric).toBeNull();
    }
  });

  it('has the reason “few confident errors” with four confidently wrong items, for log loss and Brier score only', () => {
    for (const metric of ['log_loss', 'brier_score'] as const) {
      expect(reasonOf(metric, makeBinary(400, 200, 4))).toBe('few_confident_errors');
      expect(reasonOf(metric, makeBinary(400, 200, 5))).toBeNull();
    }
    expect(reasonOf('calibration_error', makeBinary(400, 200, 4))).toBeNull();
  });

  it('never occurs with Wilson’s interval, for any number of items', () => {
    const s = makeBinary(12, 4);
    for (const metric of ['accuracy', 'micro_f1', 'precision', 'recall'] as const)
      expect(reasonOf(metric, s)).toBeNull();
    expect(reasonOf('accuracy', makeBinary(60, 20), groupsOf(60, 6))).toBeNull();
  });
});

describe('missing interval', () => {
  it('occurs for items in fewer than five groups', () => {
    const s = makeBinary(100, 50);
    for (const metric of ['accuracy', 'log_loss', 'roc_auc', 'macro_f1', 'recall'] as const) {
      for (const count of [1, 2, 4]) expect(intervalOf(metric, s, groupsOf(100, count))).toBeNull();
      expect(intervalOf(metric, s, groupsOf(100, 5))).toMatchObject({ level: 0.95 });
    }
  });

  it('occurs for a constant prediction whose score is the same on every sample', () => {
    const labels = Int32Array.from({ length: 90 }, (_, i) => i % 3);
    const constant = createProbabilityScorable({
      task: 'multiclass',
      classes: ['a', 'b', 'c'],
      labels,
      probabilities: Float64Array.from(Array.from(labels, () => [0.5, 0.3, 0.2]).flat()),
    });
    for (const metric of [
      'roc_auc',
      'balanced_accuracy',
      'macro_recall',
      'cohen_kappa',
      'quadratic_kappa',
      'mcc',
    ] as const)
      expect(intervalOf(metric, constant), metric).toBeNull();
    // A constant prediction has different scores on different samples by these metrics, because the shares of the classes
    // vary.
    for (const metric of ['accuracy', 'macro_f1', 'weighted_f1', 'log_loss', 'average_precision'] as const)
      expect(intervalOf(metric, constant), metric).not.toBeNull();
    const numbers = createRegressionScorable({
      labels: Float64Array.from({ length: 50 }, (_, i) => i),
      predicted: new Float64Array(50).fill(20),
    });
    expect(intervalOf('r2', numbers)).toBeNull();
    expect(intervalOf('rmse', numbers)).not.toBeNull();
  });

  it('occurs for losses that are all equal', () => {
    const labels = Float64Array.from({ length: 30 }, (_, i) => i);
    const shifted = createRegressionScorable({ labels, predicted: labels.map((label) => label + 2) });
    for (const metric of ['mae', 'rmse'] as const) expect(intervalOf(metric, shifted)).toBeNull();
  });
});

describe('interval at an end of the range', () => {
  const labels = Int32Array.from({ length: 300 }, (_, i) => (i < 15 ? 1 : 0));
  const right = createClassScorable({ task: 'binary', classes: ['no', 'yes'], labels, predicted: labels });

  it('has a width above 0, also for items in groups', () => {
    for (const metric of ['balanced_accuracy', 'macro_f1', 'mcc', 'cohen_kappa', 'weighted_f1'] as const)
      for (const groups of [null, groupsOf(300, 25)]) {
        const interval = intervalOf(metric, right, groups)!;
        expect(interval.upper).toBe(1);
        expect(interval.lower).toBeLessThan(0.9);
      }
  });
});

describe('share of the largest errors', () => {
  const errors = (n: number, sigma: number) => {
    const rng = createRng(`errors ${sigma}`);
    return Float64Array.from({ length: n }, () => Math.exp(sigma * drawNormal(rng)) * drawNormal(rng));
  };
  const rmseOf = (values: Float64Array) =>
    createRegressionScorable({ labels: new Float64Array(values.length), predicted: values });

  it('accompanies every interval of RMSE and R², and of no other metric', () => {
    const s = rmseOf(errors(500, 0));
    expect(intervalOf('rmse', s)!.tail_share).toBeGreaterThan(0.03);
    expect(intervalOf('mae', s)!.tail_share).toBeUndefined();
    expect(intervalOf('accuracy', makeBinary(100, 50))!.tail_share).toBeUndefined();
  });

  it('equals the share that the largest 1 % of squared errors have in their sum', () => {
    expect(computeTailShare(Float64Array.from({ length: 200 }, (_, i) => (i < 2 ? 99 : 1)))).toBe(0.5);
    expect(computeTailShare(Float64Array.of(1, 3))).toBe(0.75);
    expect(intervalOf('rmse', rmseOf(errors(500, 1.5)))!.tail_share).toBeGreaterThan(0.4);
  });

  it('rounds the share to .05, so that it reveals no single error', () => {
    expect([0.024, 0.026, 0.0749, 0.999].map(roundTailShare)).toEqual([0, 0.05, 0.05, 1]);
    const interval = intervalOf('rmse', rmseOf(errors(500, 1)))!;
    const { entries } = composeOfficialLeaderboard(
      { metric: 'rmse', direction: 'lower', policy: 'final-only', itemCount: { feedback: 0, final: 500 } },
      [makeRankedModel('m', { score: 1, interval })],
      { pairs: { modelCount: 1, pOf: () => 1, meanOf: () => 1, halfWidthOf: () => null }, test: 'paired-t' },
    );
    const published = entries[0]!.interval!.tail_share!;
    expect(published).not.toBe(interval.tail_share);
    expect(published).toBe(Math.round(20 * published) / 20);
  });
});
