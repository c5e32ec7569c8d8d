import type { HypergeometricTails } from '../../../statistics/hypergeometric';
import type { CollectedLabels } from '../collect-test-set';
import type { TestCollector } from './order-test';

/** Items in cells: each one's, below `cellCount`. */
export type Cells = { readonly cells: Int32Array; readonly cellCount: number };

/**
 * Tests whether some cell has more or fewer of a class than by chance: exact, by the hypergeometric distribution (Fisher 1935).
 * Effect size is the correlation ratio of class and cells, √(1 − (1 − R²)(n − 1)/(n − k)) of k cells: 0 on average where they are
 * independent.
 */
export function testCells(
  tests: TestCollector,
  { cells, cellCount }: Cells,
  { split, tails }: { split: LabelSplit; tails: HypergeometricTails },
): void {
  const { indices, classCount, counts, classes } = split;
  const table = new Uint32Array(cellCount * classCount);
  for (let item = 0; item < indices.length; item++) table[cells[item]! * classCount + indices[item]!]!++;
  // Plain loops for speed, since hundreds of cell tables are tested.
  const sizes = new Uint32Array(cellCount);
  const filled: number[] = [];
  for (let cell = 0; cell < cellCount; cell++) {
    let size = 0;
    for (let c = 0; c < classCount; c++) size += table[cell * classCount + c]!;
    sizes[cell] = size;
    if (size > 0) filled.push(cell);
  }
  // With two cells, one contains all information.
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

/** Up to so many different texts are treated as classes. */
const textsAsClassesMax = 100;

const quantiles = [0.25, 0.5, 0.75];

/** The items by their labels, as classes from 0 on. */
export type LabelSplit = {
  readonly indices: Int32Array;
  readonly classCount: number;
  /** Items of each class. */
  readonly counts: Float64Array;
  /** The tested classes, each against all others. Of two, one contains all information. */
  readonly classes: readonly number[];
};

/**
 * Splits of the labels that order and ids are tested against: classes; the most accepted texts, where they are few; for numbers,
 * and for lengths of texts, the quartiles. Splits with one class only are left out.
 */
export function splitLabels(labels: CollectedLabels): LabelSplit[] {
  return splitsOf(labels).filter(({ counts }) => counts.filter((count) => count > 0).length > 1);
}

function splitsOf(labels: CollectedLabels): LabelSplit[] {
  if (labels.kind === 'classes') return [splitBy(labels.indices, labels.classes.length)];
  if (labels.kind === 'texts' && labels.distinctCount <= textsAsClassesMax)
    return [splitBy(labels.indices, labels.distinctCount)];
  const values = labels.kind === 'texts' ? labels.lengths : labels.values;
  const sorted = values.slice().sort();
  const cuts = new Set(quantiles.map((share) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0));
  return [...cuts].map((cut) =>
    splitBy(
      Int32Array.from(values, (value) => (value > cut ? 1 : 0)),
      2,
    ),
  );
}

function splitBy(indices: Int32Array, classCount: number): LabelSplit {
  const counts = new Float64Array(classCount);
  for (const index of indices) counts[index]!++;
  const present = Array.from(counts.keys()).filter((c) => counts[c]! > 0);
  return { indices, classCount, counts, classes: present.length === 2 ? present.slice(1) : present };
}
