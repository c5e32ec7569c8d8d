import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeEditCountMin } from './count-edits';
import { findReportDecimals, roundReported, roundToDecimals, roundToHalfSteps } from './rounding';

describe('reported decimals', () => {
  it('end at the largest power of ten that isn’t above the standard error of the score', () => {
    expect(findReportDecimals('real', 0.0079, 4000)).toBe(3);
    expect(findReportDecimals('real', 0.01, 4000)).toBe(2);
    expect(findReportDecimals('real', 37, 4000)).toBe(-1);
    expect(findReportDecimals('real', 0, 4000)).toBe(4);
    expect(findReportDecimals('real', 1e-111, 4000)).toBe(15);
  });

  it('depend on the number of items only if outcomes are 0 or 1', () => {
    expect([200, 1000, 4000, 10_000, 100_000].map((n) => findReportDecimals('zero-one', 0.001, n))).toEqual([
      2, 2, 3, 3, 3,
    ]);
  });

  it('come from rounding to the nearest decimal number', () => {
    expect(roundToDecimals(0.7349, 2)).toBe(0.73);
    expect(roundToDecimals(1234, -2)).toBe(1200);
    expect(Object.is(roundToDecimals(-0.001, 2), 0)).toBe(true);
    expect(() => roundToDecimals(Number.NaN, 2)).toThrow(RangeError);
  });

  it('give the standard error to the nearest half step, and at least one half step', () => {
    const errorOf = (standardError: number, decimals: number) =>
      roundReported({ score: 0.7349, standardError }, decimals).standardError;
    expect(errorOf(0.019, 2)).toBe(0.02);
    expect(errorOf(0.0123, 2)).toBe(0.01);
    expect(errorOf(0.0126, 2)).toBe(0.015);
    expect(errorOf(0.0021, 2)).toBe(0.005);
    expect(errorOf(0, 2)).toBe(0.005);
    expect(errorOf(37, -1)).toBe(35);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: -3, max: 6 }),
        (v, d) => {
          const step = 10 ** -d;
          const error = roundToHalfSteps(v, d);
          expect(error).toBeGreaterThanOrEqual((step / 2) * (1 - 1e-9));
          if (v >= step / 2) expect(Math.abs(error - v)).toBeLessThanOrEqual((step / 4) * (1 + 1e-9));
        },
      ),
    );
  });

  it('a reported score near 95 % on 1,200 items, with its standard error, fits 11 or more counts of hits', () => {
    const reportOf = (hits: number) => {
      const score = hits / 1200;
      const standardError = Math.sqrt((score * (1 - score)) / 1200);
      const decimals = findReportDecimals('zero-one', standardError, 1200);
      return JSON.stringify(roundReported({ score, standardError }, decimals));
    };
    const alike = new Map<string, number>();
    for (let hits = 1110; hits < 1176; hits++)
      alike.set(reportOf(hits), (alike.get(reportOf(hits)) ?? 0) + 1);
    expect(alike.get(reportOf(1140))).toBeGreaterThanOrEqual(11);
  });
});

describe('smallest edit that gets feedback', () => {
  it('equals ten items, or half a per cent of the round if that is more', () => {
    expect([100, 2000, 2001, 8000, 100_000].map(computeEditCountMin)).toEqual([10, 10, 11, 40, 500]);
  });
});
