import { describe, expect, it } from 'vitest';
import { computeChiSquareTail } from './chi-square';

describe('upper tail of χ²', () => {
  it('equals the critical values of the printed tables', () => {
    for (const [x, df, p] of [
      [3.841459, 1, 0.05],
      [10.827566, 1, 0.001],
      [5.991465, 2, 0.05],
      [18.307038, 10, 0.05],
      [29.588298, 10, 0.001],
      [124.342113, 100, 0.05],
      [77.929465, 100, 0.95],
    ] as const)
      expect(computeChiSquareTail(x, df)).toBeCloseTo(p, 7);
  });

  it('equals e^(−x/2) for two degrees of freedom, also far out', () => {
    for (const x of [0.1, 1, 5, 40, 300])
      expect(computeChiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10);
  });

  it('equals 1 at 0, and throws without degrees of freedom', () => {
    expect(computeChiSquareTail(0, 3)).toBe(1);
    expect(() => computeChiSquareTail(1, 0)).toThrow(RangeError);
  });
});
