import { expect, it } from 'vitest';
import { formatDifference } from './format-score';

it.each([
  [0.0123, '+1.23'],
  [-0.0123, '−1.23'],
  [0, '+0.00'],
  [-0.00001, '+0.00'],
])('a difference of %s has a sign, and no minus where nothing is left of it', (difference, text) => {
  expect(formatDifference('accuracy', difference)).toBe(text);
});
