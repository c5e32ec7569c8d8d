import { findWinsNeeded } from '../feedback/ladder/wins-needed';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { computeNormalQuantile } from '../statistics/normal-distribution';
import { type ClassShares, findRarestShare, sumBinomial } from './typical-set';

/** Results for the pairs of ranked models in a benchmark's last official ranking. */
export type LastPairs = {
  readonly round: number;
  /** Number of items in the final split of that round. */
  readonly itemCount: number;
  /** Standard errors of the pairs' differences, in the metric's unit. */
  readonly standardErrors: readonly number[];
};

/**
 * Two differences in the unit of the score: the smallest significant difference, and the true difference that is found with
 * a probability of 80 %.
 */
export type FoundDifference = Pick<SignificantDifference, 'smallest' | 'foundIn80Percent'>;

export type RankingToPlan = {
  readonly metric: MetricName;
  /** n, the number of items of the final split. */
  readonly finalCount: number;
  readonly shares: ClassShares;
  /** m, the expected number of ranked models. */
  readonly modelCount: number;
  /** q, the share of items on which only one of two models is right. */
  readonly discordantShare: number;
  readonly lastPairs: LastPairs | null;
};

/**
 * - `shares`: for shares of hits, computed exactly; null if even winning all differing items isn't significant.
 *   `ofPositives` is true for recall.
 * - `last-round`: estimated from the median standard error of the last round's pairs.
 * - `after-first-round`: for other metrics, as long as no ranking has published pairs.
 */
export type RankingPlan =
  | {
      readonly kind: 'shares';
      readonly ofPositives: boolean;
      /** Number of items that the test compares. */
      readonly itemCount: number;
      readonly alone: FoundDifference | null;
      readonly ranking: FoundDifference | null;
    }
  | {
      readonly kind: 'last-round';
      readonly round: number;
      readonly alone: FoundDifference;
      readonly ranking: FoundDifference;
    }
  | { readonly kind: 'after-first-round' };

/**
 * Computes the differences that a ranking can show: for one pair alone at a level of 5 %, and for each pair of m models with 5
 * % for all pairs together.
 */
export function planRanking(round: RankingToPlan): RankingPlan {
  const { metric, finalCount, shares, modelCount, discordantShare, lastPairs } = round;
  const test = metricByName[metric].ladder?.test;
  if (test === 'mcnemar' || test === 'mcnemar-of-positives') {
    const ofPositives = test === 'mcnemar-of-positives';
    const itemCount = ofPositives ? Math.round(finalCount * findRarestShare(shares)) : finalCount;
    const find = (level: number) => findSmallestSignificantDifference({ itemCount, discordantShare, level });
    return {
      kind: 'shares',
      ofPositives,
      itemCount,
      alone: find(pairLevel),
      ranking: find(levelOfRanking(modelCount)),
    };
  }
  if (!lastPairs || lastPairs.standardErrors.length === 0 || finalCount === 0)
    return { kind: 'after-first-round' };
  const error = findMedian(lastPairs.standardErrors) * Math.sqrt(lastPairs.itemCount / finalCount);
  return {
    kind: 'last-round',
    round: lastPairs.round,
    alone: differenceAt(error, pairLevel),
    ranking: differenceAt(error, levelOfRanking(modelCount)),
  };
}

const differenceAt = (error: number, level: number): FoundDifference => {
  const threshold = -computeNormalQuantile(level / 2);
  return { smallest: threshold * error, foundIn80Percent: (threshold + computeNormalQuantile(0.8)) * error };
};

function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Smallest difference that a pair test of two models by a share of hits can find. */
export type SignificantDifference = {
  /** d, the number of items on which exactly one of the two models is right. */
  readonly discordantCount: number;
  /** w, the minimum number of these items that the better model must have right. */
  readonly winsNeeded: number;
  /** x = (2w − d)/n, the smallest difference of two scores that is significant. */
  readonly smallest: number;
  /** The true difference that the test finds with a probability of 80 %. */
  readonly foundIn80Percent: number;
};

const foundShare = 0.8;

/** Two-sided significance level of the test of a single pair; for all pairs of a ranking see `levelOfRanking`. */
export const pairLevel = 0.05;

/** Level of each of the m(m − 1)/2 pair tests of m models, with a family-wise level of 5 % (Bonferroni). */
export const levelOfRanking = (modelCount: number): number =>
  modelCount < 2 ? pairLevel : pairLevel / ((modelCount * (modelCount - 1)) / 2);

/**
 * Smallest difference that the exact two-sided McNemar test calls significant, for two models that differ on d = q·n items: the
 * smallest number of wins w with 2·P(Bin(d, ½) ≥ w) ≤ α, and the true difference x with P(Bin(d, ½ + x·n/(2d)) ≥ w) = .8.
 * Throws a RangeError unless 0 ≤ q ≤ 1 and n is a whole number of items.
 * @returns null where even d wins of d aren't significant
 */
export function findSmallestSignificantDifference({
  itemCount,
  discordantShare,
  level,
}: {
  /** n, the number of items of the final split. */
  readonly itemCount: number;
  /** q, the share of items on which exactly one of the two models is right. */
  readonly discordantShare: number;
  /** Two-sided significance level α. */
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

/**
 * Finds the difference by bisection to 1e-9: the probability of w wins rises with the share of discordant items that the
 * better model wins.
 */
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
