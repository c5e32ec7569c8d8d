import { drawParts, type PartBits } from '../round/draw-parts';

/**
 * Draws the feedback part anew from its published count: the items with the smallest keys, ties by position. A verifier
 * knows the counts of a round, not the share they were rounded from.
 */
export function drawPartsByCount(keys: BigUint64Array, feedbackCount: number): PartBits {
  if (!Number.isInteger(feedbackCount) || feedbackCount < 0 || feedbackCount > keys.length)
    throw new RangeError(`can't draw ${feedbackCount} of ${keys.length} items`);
  // The share times the length is off by half a unit in the last place at most, which rounding takes back.
  return drawParts(keys, keys.length === 0 ? 0 : feedbackCount / keys.length).bits;
}
