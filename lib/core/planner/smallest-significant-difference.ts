import { findWinsNeeded } from '../feedback/ladder/wins-needed';
import { sumBinomial } from './sum-binomial';

/** Smallest difference that a pair test of two models by a share of hits can find. */
export type SignificantDifference = {
  /** d, the items on which only one of the two models is right. */
  readonly discordantCount: number;
  /** w, the minimum number of them that the better model must win. */
  readonly winsNeeded: number;
  /** x = (2w − d)/n, the smallest difference of two scores that is significant. */
  readonly smallest: number;
  /** The true difference that the test finds in 80 % of rounds. */
  readonly foundIn80Percent: number;
};

const foundShare = 0.8;

/** Two-sided level of one test of a single pair; `levelOfRanking` for all pairs of a ranking. */
export const pairLevel = 0.05;

/** Level of each of the m(m − 1)/2 pair tests of m models, so that all of them together keep 5 % (Bonferroni). */
export const levelOfRanking = (modelCount: number): number =>
  modelCount < 2 ? pairLevel : pairLevel / ((modelCount * (modelCount - 1)) / 2);

/**
 * Smallest difference that the exact two-sided McNemar test calls significant, for two models that differ on d = q·n items: fewest wins w
 * with 2·P(Bin(d, ½) ≥ w) ≤ α, and the true difference x with P(Bin(d, ½ + x·n/(2d)) ≥ w) = .8.
 * Throws a RangeError unless 0 ≤ q ≤ 1 and n is a whole number of items.
 * @returns null where even d wins of d aren't significant
 */
export function findSmallestSignificantDifference({
  itemCount,
  discordantShare,
  level,
}: {
  /** n, of the final split. */
  readonly itemCount: number;
  /** q */
  readonly discordantShare: number;
  /** α, two-sided. */
  readonly level: number;
}): SignificantDifference | null {
  if (!(Number.isSafeInteger(itemCount) && itemCount >= 0 && discordantShare >= 0 && discordantShare <= 1))
    throw new RangeError(
      `A difference needs a whole number of items and a share of them, got ${discordantShare} of ${itemCount}.`,
    );
  const discordantCount = Math.round(discordantShare * itemCount);
  const winsNeeded = findWinsNeeded(discordantCount, level / 2);
  if (winsNeeded === null) return null;
  return {
    discordantCount,
    winsNeeded,
    smallest: (2 * winsNeeded - discordantCount) / itemCount,
    foundIn80Percent: findDetectedDifference(discordantCount, winsNeeded, itemCount),
  };
}

/** Bisects to 1e-9: the chance of w wins rises with the share of discordant items that the better model wins. */
function findDetectedDifference(discordantCount: number, winsNeeded: number, itemCount: number): number {
  const isFound = (wonShare: number) =>
    sumBinomial(discordantCount, wonShare, (won) => (won >= winsNeeded ? 1 : 0)) >= foundShare;
  let [missed, found] = [0.5, 1];
  while (found - missed > 1e-9) {
    const middle = (missed + found) / 2;
    if (isFound(middle)) found = middle;
    else missed = middle;
  }
  return ((2 * found - 1) * discordantCount) / itemCount;
}
