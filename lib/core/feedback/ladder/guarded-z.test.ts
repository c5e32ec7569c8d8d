import { describe, expect, it } from 'vitest';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import { createClassScorable } from '../../metrics/scorable/scorable';
import type { Predictions } from '../../submission/predictions';
import { findUnitLosses } from './find-unit-losses';
import { computeGuardedZ, computePairedGains, computePairedZ } from './guarded-z';
import { computeLadderOutcomes } from './ladder-rules';
import { computeTestLevel, computeTestThreshold } from './wins-needed';

const classes = ['no', 'yes'];

const [itemCount, positiveCount] = [2000, 100];

const labels = Int32Array.from({ length: itemCount }, (_, i) => (i < positiveCount ? 1 : 0));

const positions = Uint32Array.from({ length: itemCount }, (_, i) => i);

/** Makes a file that predicts "yes" for the first `hits` positive and the first `falsePositives` negative items. */
const fileWith = (hits: number, falsePositives: number): Int32Array =>
  labels.map((label, i) => ((label === 1 ? i < hits : i - positiveCount < falsePositives) ? 1 : 0));

const files = {
  constant: fileWith(0, 0),
  model: fileWith(80, 152),
  a: fileWith(95, 38),
  b: fileWith(70, 0),
};

const predictionsOf = (predicted: Int32Array): Predictions => ({
  kind: 'classes',
  predicted,
  probabilities: null,
});

/**
 * Computes z, b and z′ at α = .025 with the whole round as the feedback split; `isAnnounced` is true if both statistics
 * exceed the threshold.
 */
function compare(metric: MetricName, before: Int32Array, after: Int32Array) {
  const [was, is] = [before, after].map((predicted) =>
    computeLadderOutcomes(
      metric,
      'guarded-z',
      createClassScorable({ task: 'binary', classes, labels, predicted }),
    ),
  );
  const gains = computePairedGains({ direction: 'higher', groups: null }, was!, is!);
  const losses = findUnitLosses(
    metric,
    { classes, labels, groups: null, positions },
    predictionsOf(before),
    predictionsOf(after),
  )!;
  gains.forEach((gain, i) => {
    expect(gain).toBeGreaterThanOrEqual(-losses.ofSplit[i]! - 1e-9);
  });
  const t = computeTestThreshold(computeTestLevel(0));
  const guarded = computeGuardedZ(gains, losses, t);
  const z = computePairedZ(gains);
  return { z, b: guarded.stake, guardedZ: guarded.z, isAnnounced: z > t && guarded.z > t };
}

/** Metrics of two classes whose ladder uses guarded z. */
const compared = [
  'balanced_accuracy',
  'macro_f1',
  'weighted_f1',
  'mcc',
  'cohen_kappa',
  'quadratic_kappa',
  'precision',
  'macro_precision',
  'macro_recall',
] as const satisfies readonly MetricName[];

describe('guarded z on 2,000 items of which 100 are positive', () => {
  // Expected values were computed by another program (specification, § 1).
  it.each([
    ['balanced_accuracy', 17.782, 7.64, 17.116],
    ['macro_f1', 12.291, 1.494, 12.207],
    ['weighted_f1', 0.55, 0.685, 0.455],
    ['mcc', 15.16, 5.776, 14.93],
    ['cohen_kappa', 12.848, 3.221, 12.746],
  ] as const)('of a model against a constant by %s agrees with another program', (metric, z, b, guardedZ) => {
    const found = compare(metric, files.constant, files.model);
    expect(found.z).toBeCloseTo(z, 3);
    expect(found.b).toBeCloseTo(b, 3);
    expect(found.guardedZ).toBeCloseTo(guardedZ, 3);
    expect(found.isAnnounced).toBe(metric !== 'weighted_f1');
  });

  it('reports each of two models as better by the metric in which that model is better', () => {
    expect(compare('balanced_accuracy', files.a, files.b).z).toBeCloseTo(-5.296, 3);
    expect(compare('precision', files.a, files.b).guardedZ).toBeCloseTo(6.692, 3);
    expect(compare('macro_f1', files.a, files.b).guardedZ).toBeCloseTo(-0.032, 3);
    expect(compare('balanced_accuracy', files.b, files.a).guardedZ).toBeCloseTo(5.182, 3);
    expect(compare('balanced_accuracy', files.b, files.a).isAnnounced).toBe(true);
    expect(compare('precision', files.b, files.a).isAnnounced).toBe(false);
  });

  it.each(compared)('never reports a constant file as better than the model by %s', (metric) => {
    expect(compare(metric, files.model, files.constant).isAnnounced).toBe(false);
  });

  it('gives the same values for quadratic κ and for κ of two classes', () => {
    const [weighted, plain] = (['quadratic_kappa', 'cohen_kappa'] as const).map((metric) =>
      compare(metric, files.constant, files.model),
    );
    expect(weighted!.guardedZ).toBeCloseTo(plain!.guardedZ, 9);
  });

  it('isn’t used for recall, whose test counts hits on positives', () => {
    expect(metricByName.recall.ladder?.test).toBe('mcnemar-of-positives');
  });
});

describe('guarded z', () => {
  const unitLosses = (values: readonly number[]) => ({
    ofRound: Float64Array.from(values),
    ofSplit: Float64Array.from(values),
  });

  it('has a threshold at the Cornish–Fisher point of a Poisson number of equal losses', () => {
    // If n items gain g and k of them lose b, then for large n z′ > t exactly where n·g − k·b exceeds (k + 1 + t√(k + 1) +
    // (t² − 1)/3 − k)·b.
    const t = computeTestThreshold(computeTestLevel(0));
    const n = 200_000;
    for (const k of [0, 1, 2, 5, 10]) {
      const point = k + 1 + t * Math.sqrt(k + 1) + (t * t - 1) / 3;
      const guardedZOf = (sum: number) => {
        const gain = sum / n;
        const gains = new Float64Array(n).fill(gain).fill(gain - 1, 0, k);
        return computeGuardedZ(gains, unitLosses([...new Float64Array(n).fill(1)]), t).z;
      };
      expect(guardedZOf(point * 1.001)).toBeGreaterThan(t);
      expect(guardedZOf(point * 0.999)).toBeLessThan(t);
    }
  });

  it('has a false-improvement rate of α for all Poisson rates of rare losses, and a little more at the smallest levels', () => {
    /** Cumulative Poisson distribution: probability of at most `count` losses at this rate. */
    const cdf = (count: number, rate: number): number => {
      let term = Math.exp(-rate);
      let sum = term;
      for (let k = 1; k <= count; k++) {
        term *= rate / k;
        sum += term;
      }
      return sum;
    };
    // A gain that exactly compensates the mean of the losses is reported if the sample has at most k losses. The
    // false-improvement rate is largest at the rates just above those that k losses would outweigh.
    const sizeOf = (level: number): number => {
      const t = computeTestThreshold(level);
      const counts = Array.from({ length: 300 }, (_, k) => k);
      const sizes = counts.map((k) => cdf(k, k + 1 + t * Math.sqrt(k + 1) + (t * t - 1) / 3));
      return Math.max(...sizes) / level;
    };
    for (const [r, most] of [
      [1, 1],
      [3, 1.003],
      [5, 1.01],
      [10, 1.08],
      [30, 1.34],
    ] as const)
      expect(sizeOf(computeTestLevel(r - 1))).toBeLessThanOrEqual(most);
  });

  it('requires a file without observed losses to gain more than c + t largest losses in total', () => {
    const t = computeTestThreshold(computeTestLevel(3));
    const needed = (t * t + 2) / 3 + t;
    const losses = unitLosses(new Array<number>(1000).fill(2));
    for (const [factor, passes] of [
      [1.001, true],
      [0.999, false],
    ] as const)
      expect(
        computeGuardedZ(new Float64Array(1000).fill((2 * needed * factor) / 1000), losses, t).z > t,
      ).toBe(passes);
  });

  it('counts a few large possible losses as if they had occurred, so that one extreme item doesn’t decide', () => {
    const losses = unitLosses([1000, ...new Array<number>(999).fill(0.01)]);
    const gains = new Float64Array(1000).fill(2).fill(0, 0, 1);
    const { stake, z } = computeGuardedZ(gains, losses, 2);
    expect(stake).toBeCloseTo(1.01, 12);
    expect(z).toBeGreaterThan(2);
    // The largest possible loss of an outlier is set aside, and so a gain of that item doesn't count.
    const wild = new Float64Array(1000).fill(0).fill(900, 0, 1);
    expect(computeGuardedZ(wild, losses, 2).z).toBeLessThan(0);
  });

  it('returns infinity for certain gains without risk, and NaN where nothing changed or a bound is infinite', () => {
    const none = unitLosses([0, 0, 0]);
    expect(computeGuardedZ(Float64Array.of(0.25, 0.25, 0.25), none, 2).z).toBe(Number.POSITIVE_INFINITY);
    expect(computeGuardedZ(Float64Array.of(-0.25, -0.25, -0.25), none, 2).z).toBe(Number.NEGATIVE_INFINITY);
    expect(computeGuardedZ(new Float64Array(3), none, 2).z).toBeNaN();
    const endless = unitLosses([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(computeGuardedZ(Float64Array.of(9, 9, 9), endless, 2).z).toBeNaN();
  });

  it('throws if the number of bounds differs from the number of gains', () => {
    expect(() => computeGuardedZ(new Float64Array(2), unitLosses([1]), 2)).toThrow(RangeError);
  });
});
