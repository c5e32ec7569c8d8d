/** One bit an item in the order of the item index: set for the feedback split. */
export type SplitBits = Uint8Array;

/**
 * Draws the feedback split: the items with the smallest keys, as many as the share says. The keys come from the round secret
 * (HMAC-SHA256 of the id), so the draw is uniform, depends on nothing in the items, and can be repeated by anyone once the secret
 * is out.
 * @param keys one key an item, 8 bytes of the HMAC read as an unsigned integer; ties go by position
 * @param share of the feedback split, 0 to 1; the count is rounded to the nearest item
 */
export function drawSplits(keys: BigUint64Array, share: number): { bits: SplitBits; feedbackCount: number } {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies in [0, 1], got ${share}`);
  const feedbackCount = Math.round(keys.length * share);
  const order = Uint32Array.from(keys, (_, position) => position).sort((a, b) => {
    const [left, right] = [keys[a]!, keys[b]!];
    return left < right ? -1 : left > right ? 1 : a - b;
  });
  const bits = new Uint8Array(Math.ceil(keys.length / 8));
  for (const position of order.subarray(0, feedbackCount)) bits[position >> 3]! |= 1 << (position & 7);
  return { bits, feedbackCount };
}

export const isFeedback = (bits: SplitBits, position: number): boolean =>
  ((bits[position >> 3]! >> (position & 7)) & 1) === 1;

/** The positions of each split, ascending. */
export function positionsOf(
  bits: SplitBits,
  itemCount: number,
): { feedback: Uint32Array; final: Uint32Array } {
  const feedback: number[] = [];
  const final: number[] = [];
  for (let position = 0; position < itemCount; position++)
    (isFeedback(bits, position) ? feedback : final).push(position);
  return { feedback: Uint32Array.from(feedback), final: Uint32Array.from(final) };
}
