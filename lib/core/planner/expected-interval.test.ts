import { describe, expect, it } from 'vitest';
import { metrics } from '../metrics/metrics';
import { makeClassScorable } from '../metrics/testing/make-scorable';
import { expectInterval } from './expected-interval';

const of = (metric: Parameters<typeof expectInterval>[0]['metric'], finalCount = 1500, rarestShare = 0.5) =>
  expectInterval({ metric, finalCount, shares: [1 - rarestShare, rarestShare] });

describe('expected interval of a final score', () => {
  it('equals Wilson’s interval if the score is a share of hits', () => {
    // Expected values from scipy: binomtest(1200, 1500).proportion_ci(method="wilson").
    expect(of('accuracy')).toMatchObject({ score: 0.8 });
    expect(of('accuracy')!.lower).toBeCloseTo(0.7790026012, 9);
    expect(of('accuracy')!.upper).toBeCloseTo(0.8194647403, 9);
    expect(of('exact_match')).toEqual(of('accuracy'));
  });

  it('depends only on the number of positive items for recall', () => {
    expect(of('recall', 1500, 0.05)).toEqual(of('accuracy', 75));
  });

  it('widens with fewer items of the rarest class, for metrics of classes and AUC', () => {
    for (const metric of ['balanced_accuracy', 'macro_f1', 'mcc', 'cohen_kappa', 'roc_auc'] as const) {
      const [common, rare] = [of(metric), of(metric, 1500, 0.02)];
      expect(rare!.upper - rare!.lower, metric).toBeGreaterThan(common!.upper - common!.lower);
    }
  });

  it('has the width of two shares for balanced accuracy: ½√(s(1 − s)/n₁ + s(1 − s)/n₀)', () => {
    const interval = of('balanced_accuracy', 2000, 0.1)!;
    const se = 0.5 * Math.sqrt(0.16 / 200 + 0.16 / 1800);
    expect((interval.upper - interval.lower) / 2 / 1.96).toBeCloseTo(se, 3);
    expect(interval.score).toBeCloseTo(0.8, 12);
  });

  it('has the width of the metric’s own interval on simulated data', () => {
    const [n, p] = [2000, 0.1];
    const positives = n * p;
    const s = makeClassScorable(
      ['no', 'yes'],
      Int32Array.from({ length: n }, (_, i) => (i < positives ? 1 : 0)),
      Int32Array.from({ length: n }, (_, i) =>
        i < positives ? (i < 0.8 * positives ? 1 : 0) : i - positives < 0.8 * (n - positives) ? 0 : 1,
      ),
    );
    for (const { name, tasks, needs, interval } of metrics) {
      if (!tasks.includes('binary') || needs !== 'classes') continue;
      const expected = of(name, n, p);
      const found = interval.compute(s, { groups: null, seed: 'a seed' });
      if (!expected || !found.ok || !found.value) throw new Error(`${name} has no limits`);
      expect((expected.upper - expected.lower) / (found.value.upper - found.value.lower), name).toBeCloseTo(
        1,
        1,
      );
    }
  });

  it('has the width of the metric’s own interval on simulated data for three classes, and is null for their AUC', () => {
    const shares = [0.7, 0.2, 0.1];
    const counts = shares.map((share) => 2000 * share);
    const labels = counts.flatMap((count, label) => new Array<number>(count).fill(label));
    // Four of five items of each class are right, and one in ten is predicted as each of the other two classes.
    const predicted = counts.flatMap((count, label) =>
      Array.from({ length: count }, (_, i) =>
        i < 0.8 * count ? label : (label + (i < 0.9 * count ? 1 : 2)) % 3,
      ),
    );
    const s = makeClassScorable(['a', 'b', 'c'], labels, predicted);
    for (const { name, tasks, needs, interval } of metrics) {
      if (!tasks.includes('multiclass') || needs !== 'classes') continue;
      const expected = expectInterval({ metric: name, finalCount: 2000, shares });
      const found = interval.compute(s, { groups: null, seed: 'a seed' });
      if (!expected || !found.ok || !found.value) throw new Error(`${name} has no limits`);
      expect((expected.upper - expected.lower) / (found.value.upper - found.value.lower), name).toBeCloseTo(
        1,
        1,
      );
    }
    expect(expectInterval({ metric: 'roc_auc', finalCount: 2000, shares })).toBeNull();
    expect(expectInterval({ metric: 'precision', finalCount: 2000, shares })).toBeNull();
  });

  it('returns null for scores that depend on more than the number of hits, and for fewer than two items', () => {
    for (const metric of ['log_loss', 'rmse', 'spearman', 'token_f1', 'bleu', 'average_precision'] as const)
      expect(of(metric), metric).toBeNull();
    expect(of('accuracy', 1)).toBeNull();
    expect(of('mcc', 1500, 0)).toBeNull();
  });
});
