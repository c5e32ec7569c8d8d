import { computeCramersV } from '../statistics/cramers-v';
import type { SliceValues } from './collect-slices';

/**
 * Above this association with the label, the scores of a column's slices are close to scores of single classes, which are secret until
 * the reveal. Cramér's V of .5 is a large effect for two classes (Cohen 1988).
 */
export const sliceAssociationMax = 0.5;

/** Labels of a round, as the check before sealing collects them and as the vault opens them. */
export type AssociatedLabels =
  | { readonly kind: 'classes'; readonly indices: Int32Array }
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | { readonly kind: 'texts'; readonly indices: Int32Array; readonly distinctCount: number };

/** With more different texts almost each item has its own, and any column would be associated with them. */
const textClassesMax = 50;
const numberClasses = 5;

/**
 * Cramér's V of a slice column with the labels of all items, feedback and final split together: the check before sealing and the
 * official ranking find the same. Numbers count by fifths. Null for texts with more than 50 different labels.
 */
export function computeSliceAssociation({ indices }: SliceValues, labels: AssociatedLabels): number | null {
  switch (labels.kind) {
    case 'classes':
      return computeCramersV(indices, labels.indices);
    case 'numbers':
      return computeCramersV(indices, cutIntoFifths(labels.values));
    case 'texts':
      return labels.distinctCount > textClassesMax ? null : computeCramersV(indices, labels.indices);
  }
}

export const waitsForReveal = (column: SliceValues, labels: AssociatedLabels): boolean =>
  (computeSliceAssociation(column, labels) ?? 0) > sliceAssociationMax;

/** Equal numbers are in one fifth. */
function cutIntoFifths(values: Float64Array): Uint8Array {
  const sorted = values.slice().sort();
  const bounds = Array.from(
    { length: numberClasses - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / numberClasses)]!,
  );
  return Uint8Array.from(values, (value) => bounds.filter((bound) => bound <= value).length);
}
