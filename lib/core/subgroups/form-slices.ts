import { type SliceValues, sliceItemsMin } from '../round/slices';
import type { LabelColumn } from '../scoring/label-column';
import { isLarge, withholdSlices } from './withhold-slices';

/** Name of the slice that contains the items of all values with few items. A value of this name is merged into it. */
export const otherValue = 'other';

/**
 * - `shown`: the slice's scores are published.
 * - `too_few`: the slice has under 30 final items, or under 10 of a class.
 * - `withheld`: together with published scores, the slice's scores would reveal the score of too small a set of items.
 */
export const sliceStates = ['shown', 'too_few', 'withheld'] as const;

export type SliceState = (typeof sliceStates)[number];

/** The final items that have the same value in one slice column. */
export type Slice = {
  readonly column: string;
  readonly value: string;
  readonly state: SliceState;
  /** Indices of the slice's items in the final split, ascending. */
  readonly places: Uint32Array;
};

/**
 * Divides the final split into slices by each slice column.
 * @param positions of the items of the final split, in `labels` and in the columns
 * @param classCount 0 for regression and text
 * @param isRevealed true if the labels are public, so that no slice is withheld to protect them
 */
export function formSlices(
  columns: readonly SliceValues[],
  {
    isRevealed,
    ...items
  }: {
    readonly positions: Uint32Array;
    readonly labels: LabelColumn;
    readonly classCount: number;
    readonly isRevealed: boolean;
  },
): readonly Slice[] {
  const formed = columns.flatMap((column) =>
    divide(column, items.positions).map((slice) => ({ column: column.name, ...slice })),
  );
  const { labels, classCount, positions } = items;
  const classes =
    classCount === 0 ? null : Int32Array.from(positions, (position) => Number(labels[position]));
  const counted = { count: positions.length, classes, classCount };
  const large = formed.filter(({ places }) => isLarge(places, counted));
  const shown = new Set(large);
  if (!isRevealed) for (const slice of withholdSlices(large, counted)) shown.delete(slice);
  return formed.map((slice) => ({
    ...slice,
    state: shown.has(slice) ? 'shown' : large.includes(slice) ? 'withheld' : 'too_few',
  }));
}

/** Divides the items by the values of a column, in the order of the values; the merged slice is last. */
function divide(
  { values, indices }: SliceValues,
  positions: Uint32Array,
): { value: string; places: Uint32Array }[] {
  const placesOf = values.map((): number[] => []);
  for (const [place, position] of positions.entries()) placesOf[indices[position]!]!.push(place);
  const slices: { value: string; places: Uint32Array }[] = [];
  const merged: number[] = [];
  for (const [index, places] of placesOf.entries()) {
    if (places.length < sliceItemsMin || values[index] === otherValue) merged.push(...places);
    else slices.push({ value: values[index]!, places: Uint32Array.from(places) });
  }
  slices.sort((a, b) => byNumbersInText.compare(a.value, b.value));
  if (merged.length > 0) slices.push({ value: otherValue, places: Uint32Array.from(merged).sort() });
  return slices;
}

/** Sorts texts by the numbers in them: `5–9 h` before `10–13 h`. */
const byNumbersInText = new Intl.Collator('en', { numeric: true });
