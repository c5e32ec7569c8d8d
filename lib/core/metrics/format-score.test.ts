import { expect, it } from 'vitest';
import { chooseDecimals, formatDifference, formatSize } from './format-score';

it.each([
  [0.0123, '+1.23'],
  [-0.0123, '−1.23'],
  [0, '+0.00'],
  [-0.00001, '+0.00'],
])('a difference of %s has a sign, and no minus where nothing is left of it', (difference, text) => {
  expect(formatDifference('accuracy', difference)).toBe(text);
});

it.each([
  { of: [-0.225, -0.425, -0.025], scores: [17.736, 17.131], texts: ['−0.225', '−0.425', '−0.025'] },
  { of: [1.855, 2.097], scores: [17.736, 15.639], texts: ['+1.85', '+2.10'] },
  { of: [0.656, 0.971], scores: [17.736, 16.945], texts: ['+0.656', '+0.971'] },
  // No more than the scores have: those of 17,736 have none.
  { of: [12.3, 4.5], scores: [17736], texts: ['+12', '+5'] },
  { of: [0, 0], scores: [0], texts: ['+0.000', '+0.000'] },
  { of: [0.0123, 0.00456], scores: [], texts: ['+0.0123', '+0.0046'] },
])(
  'differences that stand together have the same decimals, and no more than their scores: $texts',
  ({ of, scores, texts }) => {
    const decimals = chooseDecimals(of, scores);
    expect(of.map((difference) => formatDifference('mae', difference, decimals))).toEqual(texts);
    expect(of.map((difference) => formatSize('mae', difference, decimals))).toEqual(
      texts.map((text) => text.slice(1)),
    );
    expect(formatDifference('accuracy', 0.0123, decimals)).toBe('+1.23');
  },
);
