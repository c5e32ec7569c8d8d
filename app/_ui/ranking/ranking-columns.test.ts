import { expect, test } from 'vitest';
import { computeWidthMin, type RankingColumn } from './ranking-columns';

const widening = { hasLongRanks: false, hasScoreAfter: false };
const always: RankingColumn[] = ['pick', 'rank', 'model', 'score', 'plot'];

test('a table is as wide as its columns and a plot that shows something', () => {
  expect(computeWidthMin(always, widening)).toBe(34 + 74 + 232 + 104 + 150);
  expect(computeWidthMin([...always, 'evidence', 'secondary', 'secondary'], widening)).toBe(
    594 + 132 + 2 * 84,
  );
});

test('ranks of three digits and corrected scores make theirs wider', () => {
  expect(computeWidthMin(always, { hasLongRanks: true, hasScoreAfter: true })).toBe(
    594 + (96 - 74) + (146 - 104),
  );
});
