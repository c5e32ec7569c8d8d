import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSignificant } from './format-significant';

const intl = new Intl.NumberFormat('en', {
  minimumSignificantDigits: 5,
  maximumSignificantDigits: 5,
  useGrouping: false,
});

describe('a number to five significant digits', () => {
  it('is written without an exponent, however large or small', () => {
    expect(formatSignificant(1234.5678, 5)).toBe('1234.6');
    expect(formatSignificant(-0.00012, 5)).toBe('-0.00012000');
    expect(formatSignificant(9.999_99, 5)).toBe('10.000');
    expect(formatSignificant(2e22, 5)).toBe('20000000000000000000000');
    expect(formatSignificant(5e-324, 5)).toMatch(/^0\.0{323}50000$/);
  });

  it('is what Intl writes, halves and edges too', () => {
    const edges = [0, -0, 1, 0.5, 99_999.5, 99_999.499_999, 100_000, 123_455, 1.000_05, 2.000_15, 1e21, 1e-7];
    const isSame = (value: number): void => {
      expect([value, formatSignificant(value, 5)]).toEqual([value, intl.format(value)]);
    };
    edges.forEach(isSame);
    const anyOf = fc.double({ noNaN: true, noDefaultInfinity: true });
    // As scores are: of few digits, where halves and carries are common.
    const ofFewDigits = fc
      .tuple(fc.integer({ min: -1e8, max: 1e8 }), fc.integer({ min: 0, max: 7 }))
      .map(([whole, places]) => whole / 10 ** places);
    for (const drawn of [anyOf, ofFewDigits]) fc.assert(fc.property(drawn, isSame), { numRuns: 10_000 });
  });
});
