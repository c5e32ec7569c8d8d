import { square } from '../../statistics/exact-math';
import type { ClassificationScorable } from '../scorable/scorable';
import { type ClassCounts, countByClass } from './class-counts';
import { type ConfusionCells, computeConfusionCells } from './confusion-cells';

/** Margins of the matrix with the number of classes that occur in it, and Σ (i − j)² over items for the weighted κ. */
export type Margins = ClassCounts & { readonly present: number; readonly steps: number };

export function countMargins(s: ClassificationScorable): Margins {
  const cells = computeConfusionCells(s);
  return countMarginsOf(cells, cells.counts);
}

/** Margins when the cells hold `counts` items, whole or not. */
export function countMarginsOf(cells: ConfusionCells, counts: Float64Array): Margins {
  const byClass = countByClass(cells, counts);
  const present = byClass.labelled.filter((count, c) => count + byClass.predicted[c]! > 0).length;
  const steps = counts.reduce(
    (sum, count, cell) => sum + count * square(cells.labels[cell]! - cells.predicted[cell]!),
    0,
  );
  return { ...byClass, present, steps };
}

/** F1 of each class, 2·TP/mentions, and its mentions, labels and predictions together. */
export function countMentions({ labelled, predicted, hits }: Margins): {
  f1: Float64Array;
  mentions: Float64Array;
} {
  const mentions = labelled.map((count, c) => count + predicted[c]!);
  return { f1: hits.map((count, c) => divideOr0(2 * count, mentions[c]!)), mentions };
}

/** x/y, 0 where y is 0. */
export const divideOr0 = (x: number, y: number): number => (y === 0 ? 0 : x / y);

export const sumOf = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

export const sumProducts = (a: Float64Array, b: Float64Array): number =>
  a.reduce((total, value, i) => total + value * b[i]!, 0);
