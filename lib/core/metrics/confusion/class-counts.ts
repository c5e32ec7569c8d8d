import type { ConfusionCells } from './confusion-cells';

/** The margins of a confusion matrix: for every class the items labelled, predicted, and both; and all items. */
export type ClassCounts = {
  readonly labelled: Float64Array;
  readonly predicted: Float64Array;
  readonly hits: Float64Array;
  readonly itemCount: number;
};

/** Counts items by class when the cells hold `counts` of them. Whole numbers, so sums and products are exact below 2⁵³. */
export function countByClass(cells: ConfusionCells, counts: Float64Array): ClassCounts {
  const labelled = new Float64Array(cells.classCount);
  const predicted = new Float64Array(cells.classCount);
  const hits = new Float64Array(cells.classCount);
  let itemCount = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell]!;
    const label = cells.labels[cell]!;
    itemCount += count;
    labelled[label]! += count;
    predicted[cells.predicted[cell]!]! += count;
    if (label === cells.predicted[cell]) hits[label]! += count;
  }
  return { labelled, predicted, hits, itemCount };
}
