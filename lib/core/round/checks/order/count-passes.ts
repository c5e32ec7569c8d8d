const passesMax = 32;
const passesMin = 4;
const periodMax = 128;
const workMax = 3_000_000;

/**
 * How many places and characters are looked at: 32 of a test set of up to about 94,000 items, 4 of a million, so that a check takes a
 * few seconds at the most. Where there are so many items, the few tell what many would.
 */
export const countPasses = (itemCount: number): number =>
  Math.max(passesMin, Math.min(passesMax, Math.floor(workMax / itemCount)));

/** Up to which period and distance: 128 of up to about 23,000 items, and as far as an item in four is left for each. */
export const findPeriodMax = (itemCount: number): number =>
  Math.max(passesMin, Math.min(periodMax, Math.floor(workMax / itemCount), Math.floor(itemCount / 4)));
