import type { Metric } from '../metrics/metric';
import { type MetricName, metricByName } from '../metrics/metric-name';
import type { ClassificationScorable } from '../metrics/scorable/scorable';
import type { Bounds } from '../statistics/interval';
import { computeNewcombeInterval, computeWilsonInterval } from '../statistics/wilson';
import { type ClassShares, findRarestShare, makeTypicalSet, populationCount } from './typical-set';

/** Score of the typical model for which intervals are planned: its share of hits, the same for all classes, or its AUC. */
export const typicalShare = 0.8;

/** True if the metric is an AUC. */
export const isArea = ({ degrees }: Pick<Metric, 'degrees'>): boolean => degrees === 'area';

/** A score with its 95 % interval. */
export type ExpectedInterval = Bounds & { readonly score: number };

/**
 * The expected 95 % interval of the final score of a typical model, which has four of five items of each class right, or an AUC
 * of .8.
 * - shares of items: Wilson's interval
 * - AUC of two classes: Newcombe's interval
 * - other metrics of classes: the interval of a set with exactly these hits, and with errors spread evenly over the other
 *   classes
 * - null for metrics that depend on more than hits or AUC, and if the rarest class or the split has fewer than two items
 */
export function expectInterval({
  metric,
  finalCount,
  shares,
}: {
  readonly metric: MetricName;
  readonly finalCount: number;
  readonly shares: ClassShares;
}): ExpectedInterval | null {
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
      ...computeNewcombeInterval(typicalShare, rarestCount, finalCount - rarestCount),
    };
  if (needs !== 'classes') return null;
  // For more items than the drawn set has, the width is scaled by the root of the number of items.
  const drawnCount = Math.min(finalCount, populationCount);
  const interval = expectOwnInterval(metricByName[metric], makeTypicalSet(drawnCount, shares, typicalShare));
  return interval && narrow(interval, Math.sqrt(drawnCount / finalCount));
}

const expectShare = (count: number): ExpectedInterval => ({
  score: typicalShare,
  ...computeWilsonInterval(typicalShare * count, count),
});

function expectOwnInterval(
  { compute, interval }: Metric,
  s: ClassificationScorable,
): ExpectedInterval | null {
  const score = compute(s);
  const found = interval.compute(s, { groups: null, seed: 'nothing is drawn' });
  return score.ok && found.ok && found.value
    ? { score: score.value, lower: found.value.lower, upper: found.value.upper }
    : null;
}

const narrow = ({ score, lower, upper }: ExpectedInterval, by: number): ExpectedInterval => ({
  score,
  lower: score - by * (score - lower),
  upper: score + by * (upper - score),
});
