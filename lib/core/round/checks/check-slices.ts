import type { SliceValues } from '../collect-slices';
import { type AssociatedLabels, computeSliceAssociation, sliceAssociationMax } from '../slice-association';
import { sliceItemsMin, slicePrefix } from '../slice-columns';
import type { Check } from './check';

/**
 * Whether the slices of a test set will have scores of their own when the round closes: columns by which labels could be read wait for
 * the reveal, and values with few final items are merged. Nothing of it blocks. Names columns and no value; the association is
 * in two decimals.
 * @returns none for a test set without slice columns
 */
export function checkSlices(
  columns: readonly SliceValues[],
  labels: AssociatedLabels,
  feedbackShare: number,
): readonly Check[] {
  if (columns.length === 0) return [];
  const checked = columns.map((column) => checkColumn(column, labels, feedbackShare));
  const sum = (of: (column: (typeof checked)[number]) => number) =>
    checked.reduce((total, column) => total + of(column), 0);
  const waitingCount = sum(({ waits }) => Number(waits));
  const smallCount = sum((column) => column.smallCount);
  return [
    {
      name: 'slices',
      outcome: waitingCount > 0 || smallCount > 0 ? 'warn' : 'pass',
      detail: checked.map(({ detail }) => detail).join(' '),
      numbers: {
        column_count: columns.length,
        value_count: sum((column) => column.valueCount),
        small_count: smallCount,
        waiting_count: waitingCount,
        association: Math.max(...checked.map(({ association }) => association)),
      },
    },
  ];
}

function checkColumn(column: SliceValues, labels: AssociatedLabels, feedbackShare: number) {
  const counts = new Array<number>(column.values.length).fill(0);
  for (const index of column.indices) counts[index]!++;
  const smallCount = counts.filter((count) => count * (1 - feedbackShare) < sliceItemsMin).length;
  const exact = computeSliceAssociation(column, labels) ?? 0;
  const association = Number(exact.toFixed(2));
  const waits = exact > sliceAssociationMax;
  const name = `${slicePrefix}${column.name}`;
  const small =
    smallCount > 0
      ? ` ${smallCount === 1 ? 'One value will have' : `${smallCount} values will have`} about ${sliceItemsMin} final items or fewer: values under ${sliceItemsMin} are merged as “other”.`
      : '';
  const waiting = waits
    ? ` That is above ${sliceAssociationMax}, so scores by ${name} wait for the reveal.`
    : '';
  return {
    valueCount: counts.length,
    smallCount,
    association,
    waits,
    detail: `${name}: ${counts.length === 1 ? 'one value' : `${counts.length} values`}, association with the label ${association.toFixed(2)} (Cramér’s V).${waiting}${small}`,
  };
}
