import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDifferenceInterval, decodePair, encodePair, encodePairs, offsetOfPair } from './pair-codes';

const halfWidths = fc.option(fc.double({ min: 1e-9, max: 1e9, noNaN: true }));

describe('code of a pair', () => {
  it('encodes the results of both tests and two digits of the half width', () => {
    fc.assert(
      fc.property(halfWidths, fc.boolean(), fc.boolean(), (halfWidth, isSignificantAlone, isSignificant) => {
        const decoded = decodePair(encodePair({ halfWidth, isSignificantAlone, isSignificant }));
        expect(decoded).toEqual({
          halfWidth: halfWidth === null ? null : Number(halfWidth.toPrecision(2)),
          isSignificantAlone,
          isSignificant,
        });
      }),
    );
  });

  it('has at most 90 possible half widths within a factor of ten', () => {
    const codes = new Set(
      Array.from({ length: 100_000 }, (_, i) =>
        encodePair({
          halfWidth: 0.001 * 10 ** (i / 100_000),
          isSignificantAlone: false,
          isSignificant: false,
        }),
      ),
    );
    expect(codes.size).toBeLessThanOrEqual(91);
  });

  it('encodes no interval for a half width of 0 or outside its range', () => {
    for (const halfWidth of [0, Number.NaN, Number.POSITIVE_INFINITY, -1, 1e-60, 1e60])
      expect(
        decodePair(encodePair({ halfWidth, isSignificantAlone: true, isSignificant: true })).halfWidth,
      ).toBeNull();
  });

  it('has an index that doesn’t depend on the number of rows after the pair', () => {
    const widthOf = (i: number, j: number) => (10 + ((7 * i + 3 * j) % 90)) / 1000;
    const codes = encodePairs(30, (i, j) => ({
      halfWidth: widthOf(i, j),
      isSignificantAlone: false,
      isSignificant: j - i > 20,
    }));
    expect(codes).toHaveLength(30 * 29);
    for (const [i, j] of [
      [0, 1],
      [3, 17],
      [28, 29],
      [0, 29],
    ] as const) {
      const at = offsetOfPair(i, j);
      const pair = decodePair(codes[at]! | (codes[at + 1]! << 8));
      expect(pair.halfWidth).toBe(widthOf(i, j));
      expect(pair.isSignificant).toBe(j - i > 20);
    }
  });
});

describe('interval of a difference', () => {
  it('excludes 0, or has 0 as a bound, exactly where the pair’s own test is significant', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.boolean(),
        (difference, halfWidth, isSignificantAlone) => {
          const interval = computeDifferenceInterval(
            difference,
            { halfWidth, isSignificantAlone, isSignificant: false },
            [0, 1],
          )!;
          expect(interval.lower).toBeLessThanOrEqual(difference);
          expect(interval.upper).toBeGreaterThanOrEqual(difference);
          expect(Math.abs(interval.lower)).toBeLessThanOrEqual(1);
          if (isSignificantAlone) expect(interval.lower * interval.upper).toBeGreaterThanOrEqual(0);
          else expect(interval.lower <= 0 && interval.upper >= 0).toBe(true);
        },
      ),
    );
  });
});
