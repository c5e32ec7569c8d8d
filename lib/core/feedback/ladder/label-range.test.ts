import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widenLabelRange } from './label-range';

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const labels = fc.array(number, { minLength: 1, maxLength: 40 }).map((values) => Float64Array.from(values));

describe('the range of labels that a ladder assumes', () => {
  it('holds every label, and is at most half as wide again', () => {
    fc.assert(
      fc.property(labels, (drawn) => {
        const { lower, upper, magnitudeMin } = widenLabelRange(drawn);
        for (const label of drawn) {
          expect(label).toBeGreaterThanOrEqual(lower);
          expect(label).toBeLessThanOrEqual(upper);
          expect(Math.abs(label)).toBeGreaterThanOrEqual(magnitudeMin);
        }
        const spread = drawn.reduce((a, b) => Math.max(a, b)) - drawn.reduce((a, b) => Math.min(a, b));
        // Below the smallest normal double there is no step.
        if (spread > 1e-300) expect(upper - lower).toBeLessThanOrEqual(1.5 * spread * (1 + 1e-9));
      }),
    );
  });

  it('depends on the extremes alone, and on the step of the range that they lie in', () => {
    expect(widenLabelRange(Float64Array.of(1.1, 50, 98.7))).toEqual({
      lower: 0,
      upper: 112,
      magnitudeMin: 1,
    });
    expect(widenLabelRange(Float64Array.of(1.2, 3, 4, 110.2))).toEqual({
      lower: 0,
      upper: 112,
      magnitudeMin: 1,
    });
  });

  it('of labels that are all alike is at most a step of their size, and of zeros nothing', () => {
    expect(widenLabelRange(Float64Array.of(5, 5))).toEqual({ lower: 5, upper: 5, magnitudeMin: 5 });
    expect(widenLabelRange(Float64Array.of(5.3))).toEqual({ lower: 5, upper: 6, magnitudeMin: 5 });
    expect(widenLabelRange(Float64Array.of(0))).toEqual({ lower: 0, upper: 0, magnitudeMin: 0 });
    expect(() => widenLabelRange(new Float64Array(0))).toThrow(RangeError);
  });

  it('ends for labels as far apart as doubles can be', () => {
    const { lower, upper } = widenLabelRange(Float64Array.of(-1.7e308, 1.7e308));
    expect(lower).toBeLessThanOrEqual(-1.7e308);
    expect(upper).toBeGreaterThanOrEqual(1.7e308);
  });
});
