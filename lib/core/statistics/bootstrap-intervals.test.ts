import { describe, expect, it } from 'vitest';
import { computeBootstrapInterval, computePercentileInterval, replicateCount } from './bootstrap-intervals';
import { resampleMeans } from './bootstrap-means';
import { createRng } from './rng';

/** Example data from a book: spatial test data A of Efron & Tibshirani 1993, table 14.1. */
const spatial = Float64Array.from([
  48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
]);

const variance = (means: Float64Array) => means[1]! - means[0]! * means[0]!;

const columns = [spatial, spatial.map((value) => value * value)];

describe('BCa confidence interval', () => {
  it('has the published acceleration and, nearly, the published bias of the spatial test data', () => {
    const bootstraps = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => resampleMeans(columns, variance, seed));
    let below = 0;
    for (const { estimate, replicates, computeAcceleration } of bootstraps) {
      expect(estimate).toBeCloseTo(171.5, 1);
      expect(computeAcceleration()).toBeCloseTo(0.061, 3);
      below += replicates.filter((value) => value < estimate).length / replicateCount / bootstraps.length;
    }
    // The published z₀ = 0.146 is from 2,000 replicates, so its share Φ(z₀) = 0.558 has a standard error of 0.011.
    expect(Math.abs(below - 0.558)).toBeLessThan(0.03);
  });

  it('covers the true variance of skewed samples more often than a percentile interval', () => {
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
      const corrected = computeBootstrapInterval(resampled);
      const plain = computePercentileInterval(resampled.replicates);
      // Variance E x² − (E x)² of x, the square of the sum of two uniform numbers: 31/15 − 49/36.
      const truth = 31 / 15 - 49 / 36;
      if (corrected.lower <= truth && corrected.upper >= truth) bca++;
      if (plain.lower <= truth && plain.upper >= truth) percentile++;
    }
    expect(bca).toBeGreaterThan(percentile);
    expect(bca / repeats).toBeGreaterThan(0.84);
  });

  it('replaces the percentile interval only where |z₀| > 0.1', () => {
    const makeReplicates = () => Float64Array.from({ length: 1000 }, (_, i) => i - 499.5);
    const interval = (shift: number) =>
      computeBootstrapInterval({
        estimate: shift,
        replicates: makeReplicates(),
        computeAcceleration: () => 0,
      });
    expect(interval(30)).toEqual(computePercentileInterval(makeReplicates()));
    const { lower, upper } = interval(200);
    // The bounds are quantiles at Φ(2·z₀ ± z) of 1,000 evenly spaced replicates, with z₀ = Φ⁻¹(0.7).
    expect(lower).toBeCloseTo(999 * 0.18112 - 499.5, 0);
    expect(upper).toBeCloseTo(999 * 0.99868 - 499.5, 0);
  });

  it('equals the percentile interval if the jackknife has no value, and has width 0 if all replicates are equal', () => {
    const replicates = Float64Array.of(1, 2, 3, 4);
    for (const acceleration of [Number.NaN, 5])
      expect(
        computeBootstrapInterval({ estimate: 9, replicates, computeAcceleration: () => acceleration }),
      ).toEqual(computePercentileInterval(replicates));
    const alike = resampleMeans([new Float64Array(40).fill(0.1)], (means) => means[0]!, 's');
    const { lower, upper } = computeBootstrapInterval(alike);
    expect(upper - lower).toBeLessThan(1e-12);
    const single = computeBootstrapInterval(resampleMeans([Float64Array.of(3)], (means) => means[0]!, 's'));
    expect([single.lower, single.upper]).toEqual([3, 3]);
  });

  it('has the bounds NaN if a replicate isn’t finite', () => {
    const replicates = Float64Array.of(1, Number.NaN);
    const { lower, upper } = computeBootstrapInterval({
      estimate: 1,
      replicates,
      computeAcceleration: () => 0,
    });
    expect([lower, upper]).toEqual([Number.NaN, Number.NaN]);
  });
});
