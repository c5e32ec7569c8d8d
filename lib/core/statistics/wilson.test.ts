import { describe, expect, it } from 'vitest';
import { computeArea } from './contrast';
import { drawNormal, normalQuantile975 } from './normal-distribution';
import { createRng } from './rng';
import golden from './testing/check-values.json';
import { computeNewcombeInterval, computeWilsonInterval } from './wilson';

describe("Wilson's interval", () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('equals the interval that Newcombe 1998 prints for %i successes of %i', (k, n, lower, upper) => {
    const limits = computeWilsonInterval(k, n);
    expect(limits.lower).toBeCloseTo(lower, 4);
    expect(limits.upper).toBeCloseTo(upper, 4);
  });

  it('begins at exactly 0 for no success and ends at exactly 1 for no failure', () => {
    for (const n of [1, 7, 1000, 1_000_000]) {
      expect(computeWilsonInterval(0, n).lower).toBe(0);
      expect(computeWilsonInterval(n, n).upper).toBe(1);
      expect(computeWilsonInterval(n, n).lower).toBeCloseTo(1 - computeWilsonInterval(0, n).upper, 12);
    }
  });

  it('throws for impossible counts', () => {
    for (const [k, n] of [
      [0, 0],
      [-1, 3],
      [4, 3],
      [Number.NaN, 3],
    ] as const) {
      expect(() => computeWilsonInterval(k, n)).toThrow(RangeError);
    }
  });
});

describe("Newcombe's interval", () => {
  it('ends where the distance to the AUC is z standard errors, by the formula of method 5', () => {
    const variance = (theta: number, m: number, n: number) =>
      (theta * (1 - theta) * (1 + ((m + n) / 2 - 1) * ((1 - theta) / (2 - theta) + theta / (1 + theta)))) /
      (m * n);
    for (const [area, m, n] of [
      [0.8, 20, 30],
      [1, 5, 50],
      [0.5, 1, 1],
      [0.999, 1000, 10],
    ] as const) {
      const { lower, upper } = computeNewcombeInterval(area, m, n);
      expect((area - lower) / Math.sqrt(variance(lower, m, n))).toBeCloseTo(normalQuantile975, 8);
      if (area < 1)
        expect((upper - area) / Math.sqrt(variance(upper, m, n))).toBeCloseTo(normalQuantile975, 8);
      else expect(upper).toBe(1);
    }
  });

  it('equals the interval of an independent program', () => {
    for (const { area, positives, negatives, limits } of golden.newcombe) {
      const { lower, upper } = computeNewcombeInterval(area, positives, negatives);
      expect(lower).toBeCloseTo(limits[0]!, 5.5);
      expect(upper).toBeCloseTo(limits[1]!, 5.5);
    }
  });

  it('narrows with more items, and is mirrored if the AUC is mirrored', () => {
    const few = computeNewcombeInterval(1, 5, 5);
    const many = computeNewcombeInterval(1, 50, 50);
    expect(few.lower).toBeLessThan(many.lower);
    expect(computeNewcombeInterval(0, 5, 5).upper).toBeCloseTo(1 - few.lower, 12);
  });

  it('covers a true AUC of Φ(1.5) in at least 93 of 100 samples, including samples with a perfect order', () => {
    const truth = 0.9331927987311419;
    const rng = createRng('newcombe');
    let held = 0;
    for (let repeat = 0; repeat < 400; repeat++) {
      const labels = Int32Array.from({ length: 24 }, (_, i) => i % 2);
      const scores = Float64Array.from(labels, (label) => drawNormal(rng) + 1.5 * Math.SQRT2 * label);
      const area = computeArea({ labels, positive: 1, scores });
      const { lower, upper } = computeNewcombeInterval(area, 12, 12);
      if (lower <= truth && upper >= truth) held++;
    }
    expect(held).toBeGreaterThanOrEqual(372);
  });
});
