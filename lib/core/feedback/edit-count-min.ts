/**
 * The fewest items in which a file must differ from every earlier file of its team to be answered by a number:
 * max(10, 0.5 % of n), rounded up. Answers to smaller edits read labels one by one.
 * @param itemCount n, all items of the round: a participant doesn't know which are in which part
 */
export const computeEditCountMin = (itemCount: number): number => Math.max(10, Math.ceil(itemCount / 200));
