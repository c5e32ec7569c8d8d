import type { CollectedLabels } from '../collect-test-set';

/** So few different answers are classes by another name. */
const answersAsClassesMax = 100;
const quantiles = [0.25, 0.5, 0.75];

/** The items by their labels, as classes from 0 on. */
export type LabelSplit = {
  readonly indices: Int32Array;
  readonly classCount: number;
  /** Items of each class. */
  readonly counts: Float64Array;
  /** The classes looked at, each against all others. Of two, one tells all. */
  readonly classes: readonly number[];
};

/**
 * What order and ids might tell of the labels: their classes; of texts the answers, where they are few; and of numbers, and of
 * the lengths of texts, whether they lie above a quarter, a half and three quarters of all. Splits with one class only are left
 * out.
 */
export function splitLabels(labels: CollectedLabels): LabelSplit[] {
  return splitsOf(labels).filter(({ counts }) => counts.filter((count) => count > 0).length > 1);
}

function splitsOf(labels: CollectedLabels): LabelSplit[] {
  if (labels.kind === 'classes') return [splitBy(labels.indices, labels.classes.length)];
  if (labels.kind === 'texts' && labels.distinctCount <= answersAsClassesMax)
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
