import { describe, expect, it } from 'vitest';
import { resampleCells } from './bootstrap-cells';
import { computeBootstrapLimits, computeJackknifeAcceleration } from './bootstrap-limits';
import { resampleMeans } from './bootstrap-means';
import { computePercentileLimits, replicateCount } from './percentile-limits';
import { createRng } from './rng';

/** Spatial test data A of Efron & Tibshirani 1993, table 14.1. */
const spatial = Float64Array.of(
  48,
  36,
  20,
  29,
  42,
  42,
  20,
  42,
  22,
  41,
  45,
  14,
  6,
  0,
  33,
  28,
  34,
  4,
  32,
  24,
  47,
  41,
  24,
  26,
  30,
  41,
);
const variance = (means: Float64Array) => means[1]! - means[0]! * means[0]!;
const columns = [spatial, spatial.map((value) => value * value)];

describe('the BCa limits', () => {
  it('have the published acceleration and, nearly, the published bias of the spatial test data', () => {
    const bootstraps = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => resampleMeans(columns, variance, seed));
    let below = 0;
    for (const { estimate, replicates, computeAcceleration } of bootstraps) {
      expect(estimate).toBeCloseTo(171.5, 1);
      expect(computeAcceleration()).toBeCloseTo(0.061, 3);
      below += replicates.filter((value) => value < estimate).length / replicateCount / bootstraps.length;
    }
    // Published: z₀ = 0.146 from 2,000 replicates, whose share Φ(z₀) = 0.558 has a standard error of 0.011.
    expect(Math.abs(below - 0.558)).toBeLessThan(0.03);
  });

  it('hold the true variance of skewed samples more often than percentile limits', () => {
    const rng = createRng('skewed');
    let bca = 0;
    let percentile = 0;
    const repeats = 120;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const sample = Float64Array.from({ length: 25 }, () => (rng.nextUnit() + rng.nextUnit()) ** 2);
      const resampled = resampleMeans(
        [sample, sample.map((value) => value * value)],
        variance,
        `skewed ${repeat}`,
      );
      const corrected = computeBootstrapLimits(resampled);
      const plain = computePercentileLimits(resampled.replicates);
      // E x² − (E x)² of the square of the sum of two uniform numbers: 31/15 − 49/36.
      const truth = 31 / 15 - 49 / 36;
      if (corrected.lower <= truth && corrected.upper >= truth) bca++;
      if (plain.lower <= truth && plain.upper >= truth) percentile++;
    }
    expect(bca).toBeGreaterThan(percentile);
    expect(bca / repeats).toBeGreaterThan(0.84);
  });

  it('take the place of percentile limits only where |z₀| > 0.1', () => {
    const limits = (shift: number) => {
      const replicates = Float64Array.from({ length: 1000 }, (_, i) => i - 499.5);
      return computeBootstrapLimits({ estimate: shift, replicates, computeAcceleration: () => 0 });
    };
    expect(limits(30).method).toBe('bootstrap-percentile');
    const { method, lower, upper } = limits(200);
    expect(method).toBe('bootstrap-bca');
    // Φ(2·z₀ ± z) of 1,000 evenly spaced replicates, z₀ = Φ⁻¹(0.7).
    expect(lower).toBeCloseTo(999 * 0.18112 - 499.5, 0);
    expect(upper).toBeCloseTo(999 * 0.99868 - 499.5, 0);
  });

  it('are percentile limits where the jackknife has no value, and have no width where all replicates are alike', () => {
    const replicates = Float64Array.of(1, 2, 3, 4);
    for (const acceleration of [Number.NaN, 5])
      expect(
        computeBootstrapLimits({ estimate: 9, replicates, computeAcceleration: () => acceleration }).method,
      ).toBe('bootstrap-percentile');
    const alike = resampleMeans([new Float64Array(40).fill(0.1)], (means) => means[0]!, 's');
    const { lower, upper, method } = computeBootstrapLimits(alike);
    expect(upper - lower).toBeLessThan(1e-12);
    expect(method).toBe('bootstrap-percentile');
    const single = computeBootstrapLimits(resampleMeans([Float64Array.of(3)], (means) => means[0]!, 's'));
    expect([single.lower, single.upper]).toEqual([3, 3]);
  });

  it('are NaN where a replicate isn’t finite', () => {
    const replicates = Float64Array.of(1, Number.NaN);
    const { lower, upper } = computeBootstrapLimits({
      estimate: 1,
      replicates,
      computeAcceleration: () => 0,
    });
    expect([lower, upper]).toEqual([Number.NaN, Number.NaN]);
  });

  it('have one acceleration for items and for the cells that count them', () => {
    const counts = Float64Array.of(12, 30, 3);
    const items = [0, 1, 2].map((cell) =>
      Float64Array.from({ length: 45 }, (_, i) => ((i < 12 ? 0 : i < 42 ? 1 : 2) === cell ? 1 : 0)),
    );
    const ratio = (values: Float64Array) => values[0]! / (values[0]! + values[2]!);
    const byItem = resampleMeans(items, ratio, 's').computeAcceleration();
    expect(resampleCells(counts, ratio, 's').computeAcceleration()).toBeCloseTo(byItem, 12);
  });

  it('look at no more than 2,000 cells, which stand for all of them', () => {
    const cellCount = 2400;
    const rng = createRng('cells');
    const counts = Float64Array.from({ length: cellCount }, () => 1 + Math.floor(5 * rng.nextUnit()));
    const gains = counts.map(() => rng.nextUnit() ** 3);
    let evaluations = 0;
    const statistic = (drawn: Float64Array) => {
      evaluations++;
      return drawn.reduce((sum, count, k) => sum + count * gains[k]!, 0);
    };
    const { computeAcceleration } = resampleCells(counts, statistic, 's');
    evaluations = 0;
    const few = computeAcceleration();
    expect(evaluations).toBe(2000);
    // The statistic is linear, so leaving an item of a cell out takes its gain away.
    const all = computeJackknifeAcceleration(
      gains.map((gain) => -gain),
      counts,
    );
    expect(Math.abs(few / all - 1)).toBeLessThan(0.2);
  });
});
