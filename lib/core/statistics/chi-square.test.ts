import { describe, expect, it } from 'vitest';
import { computeChiSquareTail, computeCramersV } from './chi-square';

describe('upper tail of χ²', () => {
  it('equals the critical values of the printed tables', () => {
    for (const [x, df, p] of [
      [3.841459, 1, 0.05],
      [10.827566, 1, 0.001],
      [5.991465, 2, 0.05],
      [18.307038, 10, 0.05],
      [29.588298, 10, 0.001],
      [124.342113, 100, 0.05],
      [77.929465, 100, 0.95],
    ] as const)
      expect(computeChiSquareTail(x, df)).toBeCloseTo(p, 7);
  });

  it('equals e^(−x/2) for two degrees of freedom, even in the far tail', () => {
    for (const x of [0.1, 1, 5, 40, 300])
      expect(computeChiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10);
  });

  it('equals 1 at 0, and throws without degrees of freedom', () => {
    expect(computeChiSquareTail(0, 3)).toBe(1);
    expect(() => computeChiSquareTail(1, 0)).toThrow(RangeError);
  });
});

/** Converts a table of counts to two columns of items. */
function listItems(table: string) {
  const cells = table
    .split(' | ')
    .flatMap((row, i) =>
      row.split(' ').flatMap((count, j) => Array.from({ length: Number(count) }, () => [i, j])),
    );
  return [cells.map(([i]) => i!), cells.map(([, j]) => j!)] as const;
}

describe('Cramér’s V', () => {
  it.each([
    ['30 10 | 10 30', 0.5],
    ['50 0 | 0 70', 1],
    ['20 20 | 20 20', 0],
    ['12 7 3 | 4 18 9 | 1 2 31 | 8 8 8', 0.49893108951474413],
    ['95 5 | 80 20 | 60 40', 0.3480128296824241],
    ['1 0 | 0 999', 1],
  ])(
    'of the table %s equals scipy 1.17.1, stats.contingency.association without a correction: %d',
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
