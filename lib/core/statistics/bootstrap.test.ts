import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { computePercentileInterval } from './bootstrap-intervals';
import { drawManyMeans } from './bootstrap-many-means';
import { itemCountMax, resampleMeans } from './bootstrap-means';
import { createRng } from './rng';
import { computeMean } from './sums';

const first = (means: Float64Array) => means[0]!;

type Sample = Parameters<typeof resampleMeans>;

const bootstrapMeans = (...sample: Sample) => computePercentileInterval(resampleMeans(...sample).replicates);

const bootstrapManyMeans = (...sample: Sample) => computePercentileInterval(drawManyMeans(...sample));

/** Draws exponential losses, ten of which are set to the largest possible log loss. */
function makeLosses(n: number, seed: string): Float64Array {
  const rng = createRng(seed);
  return Float64Array.from({ length: n }, (_, i) => (i < 10 ? 36.04 : -0.1 * Math.log1p(-rng.nextUnit())));
}

describe('bootstrap of means', () => {
  it('gives the same interval for the same seed, and a different one for another seed', () => {
    const losses = makeLosses(500, 'same');
    expect(bootstrapMeans([losses], first, 's')).toEqual(bootstrapMeans([losses], first, 's'));
    expect(bootstrapMeans([losses], first, 's')).not.toEqual(bootstrapMeans([losses], first, 't'));
  });

  it('gives 1.96 standard errors to both sides of a mean of items without outliers', () => {
    const rng = createRng('uniform');
    const values = Float64Array.from({ length: 3000 }, rng.nextUnit);
    const mean = computeMean(values);
    const error = Math.sqrt(computeMean(values.map((value) => (value - mean) ** 2)) / values.length);
    const { lower, upper } = bootstrapMeans([values], first, 'interval');
    expect(Math.abs((mean - lower) / error - 1.96)).toBeLessThan(0.2);
    expect(Math.abs((upper - mean) / error - 1.96)).toBeLessThan(0.2);
  });

  it('covers the true mean in about 95 of 100 samples', () => {
    const rng = createRng('coverage');
    let held = 0;
    for (let repeat = 0; repeat < 200; repeat++) {
      const sample = Float64Array.from({ length: 100 }, rng.nextUnit);
      const { lower, upper } = bootstrapMeans([sample], first, `coverage ${repeat}`);
      if (lower <= 0.5 && upper >= 0.5) held++;
    }
    expect(held).toBeGreaterThanOrEqual(180);
  });

  it('agrees for very many heavy-tailed items with a bootstrap that resamples single items', () => {
    const losses = makeLosses(6000, 'heavy');
    const squares = losses.map((loss) => loss * loss);
    const ratio = (means: Float64Array) => means[1]! / means[0]!;
    const seeds = ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, repetitions(3, 6));
    for (const statistic of [first, ratio]) {
      // Bounds of a single bootstrap vary by about 3 % of the width, so means over several seeds are compared.
      const [exact, limit] = [bootstrapMeans, bootstrapManyMeans].map((bootstrap) => {
        const interval = seeds.map((seed) => bootstrap([losses, squares], statistic, seed));
        return {
          lower: computeMean(Float64Array.from(interval, (l) => l.lower)),
          upper: computeMean(Float64Array.from(interval, (l) => l.upper)),
        };
      });
      const width = exact!.upper - exact!.lower;
      expect(Math.abs(limit!.lower - exact!.lower)).toBeLessThan(0.05 * width);
      expect(Math.abs(limit!.upper - exact!.upper)).toBeLessThan(0.05 * width);
    }
  });

  it('gives an interval of width 0 if all items are equal, for few and for very many items', () => {
    for (const n of [1, 50, itemCountMax + 1]) {
      const { lower, upper } = bootstrapMeans([new Float64Array(n).fill(0.25)], first, 'alike');
      expect(lower).toBeCloseTo(0.25, 12);
      expect(upper).toBeCloseTo(0.25, 12);
    }
  });

  it('returns NaN, not a narrower interval, if a resample has no finite value', () => {
    const { lower, upper } = bootstrapMeans(
      [new Float64Array([0, 0, 0, 1])],
      (means) => 1 / means[0]!,
      'infinite',
    );
    expect(lower).toBeNaN();
    expect(upper).toBeNaN();
  });
});
