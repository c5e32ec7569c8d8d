import type { HypergeometricTails } from '../../../statistics/discrete-distributions';
import { computeUpperTail } from '../../../statistics/normal-distribution';
import type { CollectedLabels } from '../collect-test-set';
import { computeClassAreas } from '../label-strength';
import { type OrderTest, startOrderTest, type TestCollector } from './order-test';

const blocksMax = 64;

const blockItemsMin = 8;

export type SplitLabels = { readonly splits: readonly LabelSplit[]; readonly tails: HypergeometricTails };

/**
 * Tests whether labels have a trend along an order, correlate with the labels of neighbours or of items some positions away,
 * repeat with a period, or cluster in a block.
 * @param name of the order, for the maintainer
 * @param values by which the items are sorted; items with equal values stay in file order
 * @param isCounter true if the values are whole numbers that may themselves have a period
 */
export function testSequence(
  { name, values, isCounter }: { name: string; values: Float64Array; isCounter: boolean },
  labels: SplitLabels,
): OrderTest[] {
  const order = Uint32Array.from(values, (_, item) => item).sort((a, b) => values[a]! - values[b]!);
  const { splits } = labels;
  const periods = listPeriods(splits, findPeriodMax(values.length));
  const placeOf = isCounter ? values : rankOf(order);
  const trend = startOrderTest(`${name} (rise)`, 'rise');
  for (const split of splits) testTrend(trend, values, split);
  const neighbours = startOrderTest(`${name} (neighbours)`, 'neighbours');
  testRuns(neighbours, order, 1, labels);
  const distances = startOrderTest(`${name} (distances)`, 'distances');
  for (const lag of periods) testRuns(distances, order, lag, labels);
  const parity = startOrderTest(`${name} (parity)`, 'parity');
  testPeriod(parity, placeOf, 2, labels);
  const period = startOrderTest(`${name} (period)`, 'period');
  for (const length of periods.slice(1)) testPeriod(period, placeOf, length, labels);
  const blocks = startOrderTest(`${name} (blocks)`, 'blocks');
  const place = isCounter ? rankOf(order) : placeOf;
  for (let count = 2; count <= blocksMax && order.length >= count * blockItemsMin; count *= 2)
    testBlocks(blocks, place, count, labels);
  return [trend, neighbours, distances, parity, period, blocks].map((test) => test.finish());
}

/**
 * Lists the periods to test: those from 2 on, and the number of classes, since assigning classes in turn gives that period.
 */
function listPeriods(splits: readonly LabelSplit[], periodMax: number): number[] {
  const periods = new Set(Array.from({ length: periodMax - 1 }, (_, i) => i + 2));
  for (const { classes } of splits) if (classes.length > periodMax) periods.add(classes.length);
  return [...periods];
}

function rankOf(order: Uint32Array): Float64Array {
  const ranks = new Float64Array(order.length);
  order.forEach((item, rank) => {
    ranks[item] = rank;
  });
  return ranks;
}

/**
 * Tests each class for an early or late position in the order, by the AUC of the position (a rank-sum test). A rank sum has
 * lighter tails than the normal distribution, so the normal p-value is never too small.
 */
function testTrend(tests: TestCollector, values: Float64Array, split: LabelSplit): void {
  const areas = computeClassAreas(values, split.indices, split.classCount);
  for (const c of split.classes) {
    const found = areas[c];
    if (!found) continue;
    const distance = Math.abs(found.area - 0.5);
    tests.add(Math.min(1, 2 * computeUpperTail(distance / found.standardError)), () => 2 * distance);
  }
}

/**
 * Tests the number of runs of a class (Wald & Wolfowitz 1940), exactly: for m items among n the number is hypergeometric, m
 * draws from n with n − m + 1 marked. For a lag above 1 the order is read as `lag` interleaved strands, one after the other.
 */
function testRuns(
  tests: TestCollector,
  order: Uint32Array,
  lag: number,
  { splits, tails }: SplitLabels,
): void {
  const total = order.length;
  if (lag >= total) return;
  for (const { indices, classCount, counts, classes } of splits) {
    const runs = new Float64Array(classCount);
    let before = -1;
    for (let strand = 0; strand < lag; strand++)
      for (let place = strand; place < total; place += lag) {
        const index = indices[order[place]!]!;
        if (index !== before) runs[index]!++;
        before = index;
      }
    for (const c of classes) {
      const others = total - counts[c]! + 1;
      tests.add(tails.computeTwoSided(runs[c]!, others, counts[c]!), () =>
        Math.min(1, Math.abs(1 - (runs[c]! * total) / (counts[c]! * others))),
      );
    }
  }
}

function testBlocks(tests: TestCollector, placeOf: Float64Array, count: number, labels: SplitLabels): void {
  const cells = new Int32Array(placeOf.length);
  for (let item = 0; item < cells.length; item++)
    cells[item] = Math.floor((placeOf[item]! * count) / cells.length);
  for (const split of labels.splits) testCells(tests, { cells, cellCount: count }, { ...labels, split });
}

function testPeriod(tests: TestCollector, placeOf: Float64Array, length: number, labels: SplitLabels): void {
  // A loop, since hundreds of periods are tested, and without `%`, which is much slower for large doubles.
  const cells = new Int32Array(placeOf.length);
  for (let item = 0; item < cells.length; item++) {
    const place = placeOf[item]!;
    cells[item] = place - length * Math.floor(place / length);
  }
  for (const split of labels.splits) testCells(tests, { cells, cellCount: length }, { ...labels, split });
}

const passesMax = 32;

const passesMin = 4;

const periodMax = 128;

const workMax = 3_000_000;

/**
 * Number of positions and characters that are tested: 32 for a test set of up to about 94,000 items, 4 for a million, so
 * that a check takes a few seconds at most. With many items a few tests have enough power.
 */
export const countPasses = (itemCount: number): number =>
  Math.max(passesMin, Math.min(passesMax, Math.floor(workMax / itemCount)));

/** Maximum period and distance that are tested: 128 for up to about 23,000 items, and at most a quarter of the items. */
export const findPeriodMax = (itemCount: number): number =>
  Math.max(passesMin, Math.min(periodMax, Math.floor(workMax / itemCount), Math.floor(itemCount / 4)));

/** A partition of the items: each item's cell, from 0 to `cellCount` − 1. */
export type Cells = { readonly cells: Int32Array; readonly cellCount: number };

/**
 * Tests if a cell contains more or fewer items of a class than by chance, exactly by the hypergeometric distribution (Fisher
 * 1935). The effect size is the correlation ratio of class and cells, √(1 − (1 − R²)(n − 1)/(n − k)) with k cells, which is
 * 0 on average for independent labels.
 */
export function testCells(
  tests: TestCollector,
  { cells, cellCount }: Cells,
  { split, tails }: { split: LabelSplit; tails: HypergeometricTails },
): void {
  const { indices, classCount, counts, classes } = split;
  const table = new Uint32Array(cellCount * classCount);
  for (let item = 0; item < indices.length; item++) table[cells[item]! * classCount + indices[item]!]!++;
  // Simple loops, which are faster, since hundreds of tables are tested.
  const sizes = new Uint32Array(cellCount);
  const filled: number[] = [];
  for (let cell = 0; cell < cellCount; cell++) {
    let size = 0;
    for (let c = 0; c < classCount; c++) size += table[cell * classCount + c]!;
    sizes[cell] = size;
    if (size > 0) filled.push(cell);
  }
  // With two cells, the counts of one determine those of the other, so only one is tested.
  const tested = filled.length === 2 ? filled.slice(1) : filled;
  for (const c of classes) {
    const inCell = (cell: number) => table[cell * classCount + c]!;
    const count = counts[c]!;
    const effectSize = () => computeCorrelationRatio(filled, { inCell, sizes, count, total: indices.length });
    for (const cell of tested)
      tests.add(tails.computeTwoSided(inCell(cell), count, sizes[cell]!), effectSize);
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

/** Maximum number of different texts that are treated as classes. */
const textsAsClassesMax = 100;

const quantiles = [0.25, 0.5, 0.75];

/** The items' labels converted to classes, numbered from 0. */
export type LabelSplit = {
  readonly indices: Int32Array;
  readonly classCount: number;
  /** Number of items of each class. */
  readonly counts: Float64Array;
  /** The classes to test, each against all others. With two classes, the test of one equals that of the other. */
  readonly classes: readonly number[];
};

/**
 * Converts labels to classes for the tests of order and ids: class labels are used directly; of texts, the most frequent
 * ones, where there are few different texts; of numbers and of lengths of texts, the quartiles. A division with only one
 * class is left out.
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
