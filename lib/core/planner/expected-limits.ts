import type { Metric } from '../metrics/metric';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { ClassificationScorable } from '../metrics/scorable/scorable';
import type { Limits } from '../statistics/interval';
import { computeNewcombeLimits, computeWilsonLimits } from '../statistics/wilson';
import { type ClassShares, findRarestShare } from './class-told-chance';
import { makeTypicalSet, populationCount } from './typical-set';

/** What a typical model is taken to have right, of every class alike, and its area. */
export const typicalShare = 0.8;

/** Whether a metric is the area that a typical model is taken to have. */
export const isArea = ({ degrees }: Pick<Metric, 'degrees'>): boolean => degrees === 'area';

/** A score with its interval. */
export type ExpectedLimits = Limits & { readonly score: number };

/**
 * The 95 % limits that the final score of a typical model will have, which has four of five items of each class right, or an area of .8:
 * Wilson's of shares of items, Newcombe's of areas of two classes, and of other metrics of classes the limits of a set that is just like
 * that, with its errors spread evenly over the other classes. Null where it depends on more than
 * that, and where the rarest class or the part has fewer than two items.
 */
export function expectLimits({
  metric,
  finalCount,
  shares,
}: {
  readonly metric: MetricName;
  readonly finalCount: number;
  readonly shares: ClassShares;
}): ExpectedLimits | null {
  if (finalCount < 2) return null;
  const { pairTest, tasks, needs } = metricByName[metric];
  if (pairTest === 'mcnemar') return expectShare(finalCount);
  const rarestCount = Math.round(finalCount * findRarestShare(shares));
  if (shares.length < 2 || rarestCount < 2 || finalCount - rarestCount < 2) return null;
  const isBinary = shares.length === 2;
  if (!tasks.includes(isBinary ? 'binary' : 'multiclass')) return null;
  if (pairTest === 'mcnemar-of-positives') return expectShare(rarestCount);
  if (isArea(metricByName[metric]) && isBinary)
    return {
      score: typicalShare,
      ...computeNewcombeLimits(typicalShare, rarestCount, finalCount - rarestCount),
    };
  if (needs !== 'classes') return null;
  // A larger set has intervals as much narrower as the root of its size says.
  const drawnCount = Math.min(finalCount, populationCount);
  const limits = expectOwnLimits(metricByName[metric], makeTypicalSet(drawnCount, shares, typicalShare));
  return limits && narrow(limits, Math.sqrt(drawnCount / finalCount));
}

const expectShare = (count: number): ExpectedLimits => ({
  score: typicalShare,
  ...computeWilsonLimits(typicalShare * count, count),
});

function expectOwnLimits({ compute, limits }: Metric, s: ClassificationScorable): ExpectedLimits | null {
  const score = compute(s);
  const found = limits.compute(s, { groups: null, seed: 'nothing is drawn' });
  return score.ok && found.ok && found.value
    ? { score: score.value, lower: found.value.lower, upper: found.value.upper }
    : null;
}

const narrow = ({ score, lower, upper }: ExpectedLimits, by: number): ExpectedLimits => ({
  score,
  lower: score - by * (score - lower),
  upper: score + by * (upper - score),
});
