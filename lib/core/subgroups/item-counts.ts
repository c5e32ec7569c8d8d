import { sliceItemsMin } from '../round/slice-columns';
import type { LabelColumn } from '../scoring/label-column';

/** Items of each class at the least: of fewer, a score says little and tells much of single labels. */
export const classItemsMin = 10;

/** The size of a set of items. */
export type ItemCounts = {
  readonly all: number;
  /** None for regression and text. */
  readonly ofClass: readonly number[];
};

/**
 * @param places in `positions`
 * @param classCount 0 for regression and text
 */
export function countItems(
  places: Iterable<number>,
  {
    positions,
    labels,
    classCount,
  }: { readonly positions: Uint32Array; readonly labels: LabelColumn; readonly classCount: number },
): ItemCounts {
  const ofClass = new Array<number>(classCount).fill(0);
  let all = 0;
  for (const place of places) {
    all++;
    if (classCount > 0) ofClass[Number(labels[positions[place]!])]!++;
  }
  return { all, ofClass };
}

/** The size of what a set leaves of one that holds it. */
export const subtractCounts = (holder: ItemCounts, held: ItemCounts): ItemCounts => ({
  all: holder.all - held.all,
  ofClass: holder.ofClass.map((count, index) => count - held.ofClass[index]!),
});

/** Large enough for a score. */
export const isLarge = ({ all, ofClass }: ItemCounts): boolean =>
  all >= sliceItemsMin && ofClass.every((count) => count >= classItemsMin);
