import { describe, expect, it } from 'vitest';
import { computeWilsonLimits } from './wilson';

describe("Wilson's interval", () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('has the limits Newcombe 1998 prints for %i of %i', (k, n, lower, upper) => {
    const limits = computeWilsonLimits(k, n);
    expect(limits.lower).toBeCloseTo(lower, 4);
    expect(limits.upper).toBeCloseTo(upper, 4);
  });

  it('starts at exactly 0 for no success and ends at exactly 1 for no failure', () => {
    for (const n of [1, 7, 1000, 1_000_000]) {
      expect(computeWilsonLimits(0, n).lower).toBe(0);
      expect(computeWilsonLimits(n, n).upper).toBe(1);
      expect(computeWilsonLimits(n, n).lower).toBeCloseTo(1 - computeWilsonLimits(0, n).upper, 12);
    }
  });

  it('throws for counts that no sample has', () => {
    for (const [k, n] of [
      [0, 0],
      [-1, 3],
      [4, 3],
      [Number.NaN, 3],
    ] as const) {
      expect(() => computeWilsonLimits(k, n)).toThrow(RangeError);
    }
  });
});
