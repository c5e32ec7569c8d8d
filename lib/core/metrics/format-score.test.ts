import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseDecimals, formatDifference, formatSignificant, formatSize } from './format-score';

it.each([
  [0.0123, '+1.23'],
  [-0.0123, '−1.23'],
  [0, '+0.00'],
  [-0.00001, '+0.00'],
])(
  'a difference of %s is written with a sign, and without a minus where it rounds to zero',
  (difference, text) => {
    expect(formatDifference('accuracy', difference)).toBe(text);
  },
);

it.each([
  { of: [-0.225, -0.425, -0.025], scores: [17.736, 17.131], texts: ['−0.225', '−0.425', '−0.025'] },
  { of: [1.855, 2.097], scores: [17.736, 15.639], texts: ['+1.85', '+2.10'] },
  { of: [0.656, 0.971], scores: [17.736, 16.945], texts: ['+0.656', '+0.971'] },
  // Differences have no more decimals than the scores: a score of 17,736 has none.
  { of: [12.3, 4.5], scores: [17736], texts: ['+12', '+5'] },
  { of: [0, 0], scores: [0], texts: ['+0.000', '+0.000'] },
  { of: [0.0123, 0.00456], scores: [], texts: ['+0.0123', '+0.0046'] },
])(
  'differences shown together have the same decimals, and no more than their scores: $texts',
  ({ of, scores, texts }) => {
    const decimals = chooseDecimals(of, scores);
    expect(of.map((difference) => formatDifference('mae', difference, decimals))).toEqual(texts);
    expect(of.map((difference) => formatSize('mae', difference, decimals))).toEqual(
      texts.map((text) => text.slice(1)),
    );
    expect(formatDifference('accuracy', 0.0123, decimals)).toBe('+1.23');
  },
);

const intl = new Intl.NumberFormat('en', {
  minimumSignificantDigits: 5,
  maximumSignificantDigits: 5,
  useGrouping: false,
});

describe('number to five significant digits', () => {
  it('writes a number without an exponent, even a very large or very small one', () => {
    expect(formatSignificant(1234.5678, 5)).toBe('1234.6');
    expect(formatSignificant(-0.00012, 5)).toBe('-0.00012000');
    expect(formatSignificant(9.999_99, 5)).toBe('10.000');
    expect(formatSignificant(2e22, 5)).toBe('20000000000000000000000');
    expect(formatSignificant(5e-324, 5)).toMatch(/^0\.0{323}50000$/);
  });

  it('writes a number like Intl.NumberFormat, also for halves and limits', () => {
    const edges = [0, -0, 1, 0.5, 99_999.5, 99_999.499_999, 100_000, 123_455, 1.000_05, 2.000_15, 1e21, 1e-7];
    const isSame = (value: number): void => {
      expect([value, formatSignificant(value, 5)]).toEqual([value, intl.format(value)]);
    };
    edges.forEach(isSame);
    const anyOf = fc.double({ noNaN: true, noDefaultInfinity: true });
    // Draws numbers with few digits, like scores, for which halves and carries are frequent.
    const ofFewDigits = fc
      .tuple(fc.integer({ min: -1e8, max: 1e8 }), fc.integer({ min: 0, max: 7 }))
      .map(([whole, places]) => whole / 10 ** places);
    for (const drawn of [anyOf, ofFewDigits]) fc.assert(fc.property(drawn, isSame), { numRuns: 10_000 });
  });
});
