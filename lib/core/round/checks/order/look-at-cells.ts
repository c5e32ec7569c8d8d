import type { HypergeometricTails } from '../../../statistics/hypergeometric';
import type { LabelSplit } from './label-split';
import type { LookTests } from './look';

/** Items in cells: each one's, below `cellCount`. */
export type Cells = { readonly cells: Int32Array; readonly cellCount: number };

/**
 * Whether some cell has more or fewer of a class than chance gives: exact, by the hypergeometric distribution (Fisher 1935).
 * Strength is the correlation ratio of class and cells, √(1 − (1 − R²)(n − 1)/(n − k)) of k cells: 0 on average where they have
 * nothing to do with each other.
 */
export function lookAtCells(
  tests: LookTests,
  { cells, cellCount }: Cells,
  { split, tails }: { split: LabelSplit; tails: HypergeometricTails },
): void {
  const { indices, classCount, counts, classes } = split;
  const table = new Uint32Array(cellCount * classCount);
  for (let item = 0; item < indices.length; item++) table[cells[item]! * classCount + indices[item]!]!++;
  // In loops, since hundreds of ways to fill cells are looked at.
  const sizes = new Uint32Array(cellCount);
  const filled: number[] = [];
  for (let cell = 0; cell < cellCount; cell++) {
    let size = 0;
    for (let c = 0; c < classCount; c++) size += table[cell * classCount + c]!;
    sizes[cell] = size;
    if (size > 0) filled.push(cell);
  }
  // Of two cells, one tells all.
  const tested = filled.length === 2 ? filled.slice(1) : filled;
  for (const c of classes) {
    const inCell = (cell: number) => table[cell * classCount + c]!;
    const count = counts[c]!;
    const strength = () => computeCorrelationRatio(filled, { inCell, sizes, count, total: indices.length });
    for (const cell of tested) tests.add(tails.computeTwoSided(inCell(cell), count, sizes[cell]!), strength);
  }
}

function computeCorrelationRatio(
  cells: readonly number[],
  {
    inCell,
    sizes,
    count,
    total,
  }: { inCell: (cell: number) => number; sizes: Uint32Array; count: number; total: number },
): number {
  const share = count / total;
  let between = 0;
  for (const cell of cells) between += sizes[cell]! * (inCell(cell) / sizes[cell]! - share) ** 2;
  const squared = between / (total * share * (1 - share));
  const adjusted = 1 - ((1 - squared) * (total - 1)) / Math.max(1, total - cells.length);
  return Math.sqrt(Math.max(0, adjusted));
}
