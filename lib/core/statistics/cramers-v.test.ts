import { describe, expect, it } from 'vitest';
import { computeCramersV } from './cramers-v';

/** A table of counts as two columns of items. */
function listItems(table: readonly (readonly number[])[]) {
  const cells = table.flatMap((row, i) =>
    row.flatMap((count, j) => Array.from({ length: count }, () => [i, j])),
  );
  return [cells.map(([i]) => i!), cells.map(([, j]) => j!)] as const;
}

describe('Cramér’s V', () => {
  it.each([
    [
      [
        [30, 10],
        [10, 30],
      ],
      0.5,
    ],
    [
      [
        [50, 0],
        [0, 70],
      ],
      1,
    ],
    [
      [
        [20, 20],
        [20, 20],
      ],
      0,
    ],
    [
      [
        [12, 7, 3],
        [4, 18, 9],
        [1, 2, 31],
        [8, 8, 8],
      ],
      0.49893108951474413,
    ],
    [
      [
        [95, 5],
        [80, 20],
        [60, 40],
      ],
      0.3480128296824241,
    ],
    [
      [
        [1, 0],
        [0, 999],
      ],
      1,
    ],
  ])(
    'of %j equals scipy 1.17.1, stats.contingency.association without a correction: %d',
    (table, expected) => {
      const [first, second] = listItems(table);
      expect(computeCramersV(first, second)).toBeCloseTo(expected, 12);
      expect(computeCramersV(second, first)).toBeCloseTo(expected, 12);
    },
  );

  it('equals 0 for a column of one category and for no items', () => {
    expect(computeCramersV([0, 1, 1], [4, 4, 4])).toBe(0);
    expect(computeCramersV([], [])).toBe(0);
  });
});
