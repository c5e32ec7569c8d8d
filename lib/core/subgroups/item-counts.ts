import { sliceItemsMin } from '../round/slices';

/** Minimum number of items of each class: with fewer, a score is imprecise and reveals much about single labels. */
export const classItemsMin = 10;

/** The items of the final split, in order. */
export type SplitItems = {
  readonly count: number;
  /** The class of each item; null for regression and text. */
  readonly classes: Int32Array | null;
  /** 0 for regression and text. */
  readonly classCount: number;
};

/** Large enough for a score. */
export function isLarge(places: Uint32Array, { classes, classCount }: SplitItems): boolean {
  if (places.length < sliceItemsMin) return false;
  const ofClass = new Int32Array(classCount);
  if (classes) for (const place of places) ofClass[classes[place]!]!++;
  return ofClass.every((count) => count >= classItemsMin);
}
