import type { ClassificationScorable } from '../scorable/scorable';

/**
 * The non-empty cells of a confusion matrix, ordered by label, then by prediction. Sparse, because n items fill at most n
 * of the C² cells; ordered, so that sums over the cells don't depend on the order of the items.
 */
export type ConfusionCells = {
  readonly classCount: number;
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  readonly counts: Float64Array;
};

/** Up to this number of classes a dense table counts the cells, which takes a tenth of a map's time. */
const denseClassesMax = 64;

/** Counts items by label and predicted class. */
export function computeConfusionCells({
  classes,
  labels,
  predicted,
}: ClassificationScorable): ConfusionCells {
  const classCount = classes.length;
  const countOf = classCount > denseClassesMax ? new Map<number, number>() : null;
  const dense = new Float64Array(countOf === null ? classCount * classCount : 0);
  for (let i = 0; i < labels.length; i++) {
    const key = labels[i]! * classCount + predicted[i]!;
    if (countOf === null) dense[key]!++;
    else countOf.set(key, (countOf.get(key) ?? 0) + 1);
  }
  const keys = countOf === null ? listFilled(dense) : [...countOf.keys()].sort((a, b) => a - b);
  return {
    classCount,
    labels: Int32Array.from(keys.map((key) => Math.floor(key / classCount))),
    predicted: Int32Array.from(keys.map((key) => key % classCount)),
    counts: Float64Array.from(keys.map((key) => countOf?.get(key) ?? dense[key]!)),
  };
}

function listFilled(counts: Float64Array): number[] {
  const filled: number[] = [];
  for (let key = 0; key < counts.length; key++) if (counts[key]! > 0) filled.push(key);
  return filled;
}
