import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustByBenjaminiHochberg, adjustByHolm, findHolmCutoff } from './multiple-tests';

/** P-values of the example in Benjamini & Hochberg 1995, section 4. */
const published = Float64Array.from([
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
]);
const pValues = fc
  .array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.02, 1)), {
    maxLength: 40,
  })
  .map((values) => Float64Array.from(values));
const countAtMost = (values: Float64Array, level: number) => values.filter((value) => value <= level).length;

describe('corrections for multiple tests', () => {
  it('reject 4 by Benjamini–Hochberg and 3 by Holm of the 15 published p-values at 0.05', () => {
    expect(countAtMost(adjustByBenjaminiHochberg(published), 0.05)).toBe(4);
    expect(countAtMost(adjustByHolm(published), 0.05)).toBe(3);
    expect(countAtMost(published, findHolmCutoff(published, 0.05))).toBe(3);
  });

  it('reject the same hypotheses by their cutoffs as a simple step-down and step-up procedure', () => {
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (values, level) => {
        const sorted = values.slice().sort();
        const m = sorted.length;
        let holm = 0;
        while (holm < m && (m - holm) * sorted[holm]! <= level) holm++;
        let bh = 0;
        for (let i = 0; i < m; i++) if ((m / (i + 1)) * sorted[i]! <= level) bh = i + 1;
        expect(countAtMost(adjustByHolm(values), level)).toBe(holm);
        expect(countAtMost(values, findHolmCutoff(values, level))).toBe(holm);
        expect(countAtMost(adjustByBenjaminiHochberg(values), level)).toBe(bh);
      }),
    );
  });

  it('give adjusted p-values in the order of the p-values, each between its p-value and 1, for any order of the input', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        for (const adjust of [adjustByHolm, adjustByBenjaminiHochberg]) {
          const adjusted = adjust(values);
          expect(adjust(values.slice().reverse()).reverse()).toEqual(adjusted);
          values.forEach((p, i) => {
            expect(adjusted[i]).toBeGreaterThanOrEqual(p);
            expect(adjusted[i]).toBeLessThanOrEqual(1);
            values.forEach((q, j) => {
              if (p <= q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
            });
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('throw for an invalid p-value, and accept an empty list', () => {
    for (const p of [NaN, -0.1, 1.1]) {
      expect(() => adjustByHolm(Float64Array.of(0.5, p))).toThrow(RangeError);
      expect(() => adjustByBenjaminiHochberg(Float64Array.of(p))).toThrow(RangeError);
      expect(() => findHolmCutoff(Float64Array.of(p), 0.05)).toThrow(RangeError);
    }
    expect(adjustByHolm(new Float64Array())).toEqual(new Float64Array());
    expect(findHolmCutoff(new Float64Array(), 0.05)).toBe(-1);
  });
});
