import { describe, expect, it } from 'vitest';
import { averagePrecision } from '../metrics/average-precision';
import { kendall, spearman } from '../metrics/rank-correlations';
import { createRegressionScorable } from '../metrics/scorable/scorable';
import { makeProbabilityScorable } from '../metrics/testing/make-scorable';
import { computeItemOutcomes } from '../scoring/item-outcomes';
import { scoreMetric } from '../scoring/score';
import { drawNormal } from './normal-distribution';
import { createRng } from './rng';
import { computeMean } from './sums';

const requireValue = <T>(result: { ok: true; value: T } | { ok: false; error: { reason: string } }): T => {
  if (!result.ok) throw new Error(result.error.reason);
  return result.value;
};

/** Computes influences from pseudo-values by subtracting their mean, the score. */
function influencesOf(pseudoValues: Parameters<typeof requireValue<Float64Array>>[0]): Float64Array {
  const values = requireValue(pseudoValues);
  const score = computeMean(values);
  return values.map((value) => value - score);
}

const numbers = (pairs: readonly (readonly [number, number])[]) =>
  createRegressionScorable({
    labels: Float64Array.from(pairs, ([label]) => label),
    predicted: Float64Array.from(pairs, ([, predicted]) => predicted),
  });

const threeClasses = (rows: readonly (readonly [number, number, number, number])[]) =>
  makeProbabilityScorable(
    ['a', 'b', 'c'],
    Int32Array.from(rows, ([label]) => label),
    rows.flatMap(([, ...row]) => row),
  );

const binaryScores = (labels: readonly number[], scores: readonly number[]) =>
  makeProbabilityScorable(
    ['no', 'yes'],
    labels,
    scores.flatMap((score) => [1 - score, score]),
  );

const pairs = [
  [1, 2],
  [2, 1],
  [2, 4],
  [3, 3],
  [5, 3],
  [6, 9],
  [6, 1],
] as const;

const rows = [
  [0, 0.5, 0.25, 0.25],
  [0, 0.25, 0.5, 0.25],
  [1, 0.25, 0.25, 0.5],
  [1, 0.125, 0.75, 0.125],
  [2, 0.5, 0, 0.5],
  [2, 0.25, 0, 0.75],
  [2, 0.75, 0.125, 0.125],
] as const;

/** Change of the metric by one more item, times the number of items, for very many copies of the sample. */
function addOne<T>(items: readonly T[], extra: T, compute: (items: readonly T[]) => number): number {
  const copies = Array.from({ length: 2000 }, () => items).flat();
  return (compute([...copies, extra]) - compute(copies)) * (copies.length + 1);
}

describe('influence of an item', () => {
  it('equals the change of the metric by one more item of this kind, ties included', () => {
    for (const { compute, outcomes } of [spearman, kendall]) {
      const influences = influencesOf(outcomes.compute(numbers(pairs)));
      pairs.forEach((pair, i) => {
        const change = addOne<readonly [number, number]>(pairs, pair, (items) =>
          requireValue(compute(numbers(items))),
        );
        expect(Math.abs(influences[i]! - change)).toBeLessThan(2e-3);
      });
    }
    const influences = influencesOf(averagePrecision.outcomes.compute(threeClasses(rows)));
    rows.forEach((row, i) => {
      const change = addOne<readonly [number, number, number, number]>(rows, row, (items) =>
        requireValue(averagePrecision.compute(threeClasses(items))),
      );
      expect(Math.abs(influences[i]! - change)).toBeLessThan(2e-3);
    });
  });

  it('has the sum 0 over all items, so that the mean pseudo-value is the metric', () => {
    for (const [name, s] of [
      ['spearman', numbers(pairs)],
      ['kendall', numbers(pairs)],
      ['average_precision', threeClasses(rows)],
    ] as const)
      expect(computeMean(requireValue(computeItemOutcomes(name, s)))).toBeCloseTo(
        requireValue(scoreMetric(name, s, 'unused')).score,
        12,
      );
  });
});

/** Measures the share of samples whose 95 % interval covers the true value. */
function measureCoverage(
  samples: number,
  sample: () => { lower: number; upper: number },
  truth: number,
): number {
  let held = 0;
  for (let repeat = 0; repeat < samples; repeat++) {
    const { lower, upper } = sample();
    if (lower <= truth && truth <= upper) held++;
  }
  return held / samples;
}

describe('infinitesimal jackknife interval', () => {
  const rng = createRng('influence coverage');
  const draw = (n: number, rho: number) =>
    numbers(
      Array.from({ length: n }, () => {
        const label = drawNormal(rng);
        return [label, rho * label + Math.sqrt(1 - rho * rho) * drawNormal(rng)] as const;
      }),
    );

  it.each([
    [60, 0],
    [60, 0.7],
    [200, 0.95],
  ])('covers the true rank correlation of %i normal items at ρ = %f in about 95 of 100 samples', (n, rho) => {
    const trueKendall = (2 / Math.PI) * Math.asin(rho);
    const trueSpearman = (6 / Math.PI) * Math.asin(rho / 2);
    const interval = (name: 'kendall' | 'spearman') => () =>
      requireValue(scoreMetric(name, draw(n, rho), 'unused')).interval!;
    expect(measureCoverage(1000, interval('kendall'), trueKendall)).toBeGreaterThan(0.92);
    expect(measureCoverage(1000, interval('spearman'), trueSpearman)).toBeGreaterThan(0.92);
  });

  it('covers the true average precision at one positive in five in about 95 of 100 samples', () => {
    const sample = (n: number) => {
      const labels = Array.from({ length: n }, (_, i) => (i % 5 === 0 ? 1 : 0));
      return binaryScores(
        labels,
        labels.map((label) => 1 / (1 + 2 ** -(drawNormal(rng) + 1.5 * label))),
      );
    };
    const truth = requireValue(averagePrecision.compute(sample(200_000)));
    const coverage = measureCoverage(
      600,
      () => requireValue(scoreMetric('average_precision', sample(300), 'unused')).interval!,
      truth,
    );
    expect(coverage).toBeGreaterThan(0.92);
  });

  it('has a width above 0 for a perfect order', () => {
    const order = numbers(Array.from({ length: 20 }, (_, i) => [i, i * i] as const));
    for (const name of ['kendall', 'spearman'] as const) {
      const { score, interval } = requireValue(scoreMetric(name, order, 'unused'));
      expect([score, interval?.upper]).toEqual([1, 1]);
      expect(interval?.lower).toBeLessThan(0.5);
    }
    const { score, interval } = requireValue(
      scoreMetric(
        'average_precision',
        binaryScores([0, 0, 0, 1, 1, 1], [0.1, 0.2, 0.3, 0.7, 0.8, 0.9]),
        'unused',
      ),
    );
    expect([score, interval?.upper]).toEqual([1, 1]);
    expect(interval?.lower).toBeLessThan(0.5);
  });
});
