import { computeTestThreshold } from '../feedback/ladder/test-level';
import { findWinsNeeded } from '../feedback/ladder/wins-needed';
import { computeOneSidedMcNemarP } from '../statistics/mcnemar';
import { sumBinomial } from './sum-binomial';

/** Beyond this many standard deviations a chance differs from 1 by less than a page shows, by far. */
const certainFrom = 9;

/**
 * The chance that exact McNemar announces a file that is better by `gain`: each item is won with the chance (q + gain)/2 and lost with
 * (q − gain)/2, q the share of items on which the files differ. Exact: summed over how many items differ, and how many of those
 * are won. At most some ten million steps; where the outcome is nine standard deviations beyond what is needed it is 1 without any.
 * Throws a RangeError unless 0 ≤ gain ≤ q ≤ 1.
 */
export function computeToldChance({
  itemCount,
  gain,
  discordantShare,
  level,
}: {
  /** Feedback items that count. */
  readonly itemCount: number;
  /** Of the score, as a share. */
  readonly gain: number;
  readonly discordantShare: number;
  /** α of the test. */
  readonly level: number;
}): number {
  if (!(gain >= 0 && gain <= discordantShare && discordantShare <= 1))
    throw new RangeError(
      `A gain of ${gain} needs files that differ on as many items, not ${discordantShare}.`,
    );
  if (itemCount === 0 || discordantShare === 0) return 0;
  if (isCertain(itemCount, gain, discordantShare, level)) return 1;
  const wonShare = (discordantShare + gain) / 2 / discordantShare;
  let wins: number | null = null;
  return sumBinomial(itemCount, discordantShare, (changed) => {
    wins = wins === null ? findWinsNeeded(changed, level) : moveOn(wins, changed, level);
    const needed = wins;
    return needed === null ? 0 : sumBinomial(changed, wonShare, (won) => (won >= needed ? 1 : 0));
  });
}

/** Of one discordant item more no fewer wins are needed, and at most one more. */
const moveOn = (wins: number, changed: number, level: number): number =>
  computeOneSidedMcNemarP(wins, changed - wins) < level ? wins : wins + 1;

function isCertain(itemCount: number, gain: number, share: number, level: number): boolean {
  const beyond = itemCount * gain - computeTestThreshold(level) * Math.sqrt(itemCount * share);
  return beyond > certainFrom * Math.sqrt(itemCount * (share - gain * gain));
}
