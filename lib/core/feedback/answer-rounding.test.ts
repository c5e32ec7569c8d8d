import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAnswerDecimals } from './answer-decimals';
import { computeEditCountMin } from './edit-count-min';
import { roundToDecimals, roundUpToDecimals } from './round-to-decimals';

describe('the digits of an answer', () => {
  it('stop at the power of ten of the standard error', () => {
    expect(findAnswerDecimals('real', 0.0079, 4000)).toBe(3);
    expect(findAnswerDecimals('real', 0.01, 4000)).toBe(2);
    expect(findAnswerDecimals('real', 37, 4000)).toBe(-1);
    expect(findAnswerDecimals('real', 0, 4000)).toBe(4);
    expect(findAnswerDecimals('real', 1e-111, 4000)).toBe(15);
  });

  it('depend on the number of items only where outcomes are 0 or 1', () => {
    expect([200, 1000, 4000, 10_000, 100_000].map((n) => findAnswerDecimals('zero-one', 0.001, n))).toEqual([
      2, 2, 3, 3, 3,
    ]);
  });

  it('are those of the nearest decimal number', () => {
    expect(roundToDecimals(0.7349, 2)).toBe(0.73);
    expect(roundToDecimals(1234, -2)).toBe(1200);
    expect(Object.is(roundToDecimals(-0.001, 2), 0)).toBe(true);
    expect(() => roundToDecimals(Number.NaN, 2)).toThrow(RangeError);
  });

  it('never make a standard error smaller', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: -3, max: 6 }),
        (v, d) => {
          const up = roundUpToDecimals(v, d);
          expect(up).toBeGreaterThanOrEqual(v);
          expect(up - v).toBeLessThanOrEqual(10 ** -d * (1 + 1e-9));
        },
      ),
    );
  });
});

describe('the smallest edit', () => {
  it('is ten items, or half a per cent of the round', () => {
    expect([100, 2000, 2001, 8000, 100_000].map(computeEditCountMin)).toEqual([10, 10, 11, 40, 500]);
  });
});
