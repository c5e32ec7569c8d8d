import type { HypergeometricTails } from '../../../statistics/hypergeometric';
import { computeUpperTail } from '../../../statistics/normal-distribution';
import { computeClassAreas } from '../label-strength';
import { type Look, type LookTests, startLook } from './look';
import { type LabelSplit, lookAtCells } from './look-at-cells';

const blocksMax = 64;

const blockItemsMin = 8;

export type SplitLabels = { readonly splits: readonly LabelSplit[]; readonly tails: HypergeometricTails };

/**
 * Whether labels rise or fall along an order, are like or unlike those of their neighbours, or of items some places away, come
 * back with a period, or gather in a block.
 * @param name of the order, for a maintainer
 * @param values what the items are ordered by; equal ones keep the order of the file
 * @param isCounter whether the values themselves are whole numbers that a period can be read from
 */
export function lookAtSequence(
  { name, values, isCounter }: { name: string; values: Float64Array; isCounter: boolean },
  labels: SplitLabels,
): Look[] {
  const order = Uint32Array.from(values, (_, item) => item).sort((a, b) => values[a]! - values[b]!);
  const { splits } = labels;
  const periods = listPeriods(splits, findPeriodMax(values.length));
  const placeOf = isCounter ? values : rankOf(order);
  const trend = startLook(`${name} (rise)`, 'rise');
  for (const split of splits) lookForTrend(trend, values, split);
  const neighbours = startLook(`${name} (neighbours)`, 'neighbours');
  lookForRuns(neighbours, order, 1, labels);
  const distances = startLook(`${name} (distances)`, 'distances');
  for (const lag of periods) lookForRuns(distances, order, lag, labels);
  const parity = startLook(`${name} (parity)`, 'parity');
  lookForPeriod(parity, placeOf, 2, labels);
  const period = startLook(`${name} (period)`, 'period');
  for (const length of periods.slice(1)) lookForPeriod(period, placeOf, length, labels);
  const blocks = startLook(`${name} (blocks)`, 'blocks');
  const place = isCounter ? rankOf(order) : placeOf;
  for (let count = 2; count <= blocksMax && order.length >= count * blockItemsMin; count *= 2)
    lookForBlocks(blocks, place, count, labels);
  return [trend, neighbours, distances, parity, period, blocks].map((look) => look.finish());
}

/** From 2 on, and as many as there are classes: whoever deals classes out in turn has that period. */
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

/** By the rank sum of each class: its tails are lighter than the normal distribution's, so the p is never too small. */
function lookForTrend(tests: LookTests, values: Float64Array, split: LabelSplit): void {
  const areas = computeClassAreas(values, split.indices, split.classCount);
  for (const c of split.classes) {
    const found = areas[c];
    if (!found) continue;
    const distance = Math.abs(found.area - 0.5);
    tests.add(Math.min(1, 2 * computeUpperTail(distance / found.standardError)), () => 2 * distance);
  }
}

/**
 * The number of runs of a class (Wald & Wolfowitz 1940), exact: of m items among n it is hypergeometric, m draws of which n − m +
 * 1 are marked. For a lag above 1 the order is read in so many strands, one after the other.
 */
function lookForRuns(
  tests: LookTests,
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

function lookForBlocks(tests: LookTests, placeOf: Float64Array, count: number, labels: SplitLabels): void {
  const cells = new Int32Array(placeOf.length);
  for (let item = 0; item < cells.length; item++)
    cells[item] = Math.floor((placeOf[item]! * count) / cells.length);
  for (const split of labels.splits) lookAtCells(tests, { cells, cellCount: count }, { ...labels, split });
}

function lookForPeriod(tests: LookTests, placeOf: Float64Array, length: number, labels: SplitLabels): void {
  // In a loop, since hundreds of periods are looked for, and not by `%`, which takes many times as long for large doubles.
  const cells = new Int32Array(placeOf.length);
  for (let item = 0; item < cells.length; item++) {
    const place = placeOf[item]!;
    cells[item] = place - length * Math.floor(place / length);
  }
  for (const split of labels.splits) lookAtCells(tests, { cells, cellCount: length }, { ...labels, split });
}

const passesMax = 32;

const passesMin = 4;

const periodMax = 128;

const workMax = 3_000_000;

/**
 * How many places and characters are looked at: 32 of a test set of up to about 94,000 items, 4 of a million, so that a check takes a
 * few seconds at the most. Where there are so many items, the few tell what many would.
 */
export const countPasses = (itemCount: number): number =>
  Math.max(passesMin, Math.min(passesMax, Math.floor(workMax / itemCount)));

/** Up to which period and distance: 128 of up to about 23,000 items, and as far as an item in four is left for each. */
export const findPeriodMax = (itemCount: number): number =>
  Math.max(passesMin, Math.min(periodMax, Math.floor(workMax / itemCount), Math.floor(itemCount / 4)));
