import { type MetricName, metricByName } from '../metrics/metric-name';
import { computeNormalQuantile } from '../statistics/normal-distribution';
import {
  findSmallestSignificantDifference,
  levelOfRanking,
  pairLevel,
  type SignificantDifference,
} from './smallest-significant-difference';
import { type ClassShares, findRarestShare } from './sum-binomial';

/** The pairs of ranked models that a benchmark's last official ranking published. */
export type LastPairs = {
  readonly round: number;
  /** Final split only. */
  readonly itemCount: number;
  /** Standard errors of the differences, in the metric's unit. */
  readonly standardErrors: readonly number[];
};

/** In the unit of the score: the smallest significant difference, and the true difference found in 80 % of rounds. */
export type FoundDifference = Pick<SignificantDifference, 'smallest' | 'foundIn80Percent'>;

export type RankingToPlan = {
  readonly metric: MetricName;
  /** n, of the final split. */
  readonly finalCount: number;
  readonly shares: ClassShares;
  /** m */
  readonly modelCount: number;
  /** q, the share of items on which only one of two models is right. */
  readonly discordantShare: number;
  readonly lastPairs: LastPairs | null;
};

/**
 * - `shares`: exact, for shares of hits; null where even all differing items won aren't significant. `ofPositives` for recall.
 * - `last-round`: by the median standard error of the last round's pairs.
 * - `after-first-round`: other metrics, while no ranking has published pairs.
 */
export type RankingPlan =
  | {
      readonly kind: 'shares';
      readonly ofPositives: boolean;
      /** Items that the test compares. */
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

/** Computes the differences that a ranking can show: for one pair alone at 5 %, and for each pair of m models with 5 % for all of them. */
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
