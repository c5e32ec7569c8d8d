import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeNormalCdf, computeNormalQuantile } from './normal-distribution';
import { computeStudentCdf, computeStudentQuantile, computeStudentUpperTail } from './student-distribution';

const error = (value: number, expected: number) => Math.abs(value / expected - 1);

describe('Student’s distribution', () => {
  it('has the values that mpmath computes with 40 digits, for whole, fractional, few and a million degrees of freedom', () => {
    for (const [t, df, expected] of [
      [-1, 1, 0.25],
      [-2.3, 3.7, 0.04415170034420455],
      [-10, 5, 8.54737878714818e-5],
      [-5, 1000, 3.383628182324315e-7],
      [0.7, 24, 0.7546711965615938],
      [-2.3, 1e6, 0.010724212473638034],
    ] as const)
      expect(error(computeStudentCdf(t, df), expected)).toBeLessThan(1e-13);
    for (const [p, df, expected] of [
      [0.975, 1, 12.706204736174692],
      [0.975, 4, 2.7764451051977934],
      [0.975, 24, 2.0638985616280254],
      [0.95, 7.5, 1.8757474792112878],
      [1e-6, 3, -103.29946778041933],
      [0.0005, 1e5, -3.2906240314118826],
    ] as const)
      expect(error(computeStudentQuantile(p, df), expected)).toBeLessThan(1e-13);
  });

  it('has a quantile inverse to the CDF, and is symmetric around 0', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 1e5, noNaN: true }),
        fc.double({ min: 1e-12, max: 0.49, noNaN: true }),
        (df, p) => {
          const t = computeStudentQuantile(p, df);
          expect(error(computeStudentCdf(t, df), p)).toBeLessThan(1e-11);
          expect(computeStudentCdf(-t, df)).toBeCloseTo(1 - p, 12);
        },
      ),
    );
  });

  it('equals the normal distribution for infinitely many degrees of freedom, and nearly so for very many', () => {
    expect(computeStudentCdf(-1.7, Infinity)).toBe(computeNormalCdf(-1.7));
    expect(computeStudentQuantile(0.2, Infinity)).toBe(computeNormalQuantile(0.2));
    expect(error(computeStudentCdf(-1.7, 1e9), computeNormalCdf(-1.7))).toBeLessThan(1e-8);
  });

  it('has its limits at ±Infinity and at probabilities 0 and 1, and throws for invalid degrees of freedom', () => {
    expect([
      computeStudentCdf(-Infinity, 3),
      computeStudentCdf(0, 3),
      computeStudentCdf(Infinity, 3),
    ]).toEqual([0, 0.5, 1]);
    expect([
      computeStudentQuantile(0, 3),
      computeStudentQuantile(0.5, 3),
      computeStudentQuantile(1, 3),
    ]).toEqual([-Infinity, 0, Infinity]);
    expect(computeStudentUpperTail(3, 4)).toBe(computeStudentCdf(-3, 4));
    expect(computeStudentQuantile(1e-12, 0.01)).toBe(-Infinity);
    for (const value of [
      computeStudentCdf(NaN, 3),
      computeStudentQuantile(-1, 3),
      computeStudentQuantile(NaN, 3),
    ])
      expect(value).toBeNaN();
    for (const df of [0, -1, NaN]) expect(() => computeStudentCdf(1, df)).toThrow(RangeError);
  });
});
