import type { Direction } from '../../benchmark';

/** Items that only the submission has right, and items that only the incumbent has right. */
export type DiscordantCounts = { readonly won: number; readonly lost: number };

/** Throws where two outcomes differ by anything but 1. */
export function countDiscordant(
  incumbentOutcomes: Float64Array,
  outcomes: Float64Array,
  direction: Direction,
): DiscordantCounts {
  let rose = 0;
  let fell = 0;
  for (let i = 0; i < outcomes.length; i++) {
    const difference = outcomes[i]! - incumbentOutcomes[i]!;
    if (difference === 1) rose++;
    else if (difference === -1) fell++;
    else if (difference !== 0)
      throw new RangeError(`0/1 outcomes are 0 or 1, got ${incumbentOutcomes[i]} and ${outcomes[i]}`);
  }
  return direction === 'higher' ? { won: rose, lost: fell } : { won: fell, lost: rose };
}
