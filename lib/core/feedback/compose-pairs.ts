import type { Leaderboard } from '../leaderboard/leaderboard';
import {
  encodePairs,
  type ModelComparison,
  type PublishedPairs,
  pairedModelsMax,
} from '../leaderboard/pair-codes';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { findSignificantPairs, rankLevel } from '../statistics/rank-intervals';
import type { RankedModel } from './compose-leaderboard';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';

/**
 * Publishes for each pair of ranked models, beside their scores, half of the difference's 95 % interval, to two digits, and by
 * which tests the two differ significantly. Those are the tests of the rank intervals. No model's own spread, no count of items
 * and no host entry is in it.
 * @param leaderboard composed of the same models and comparison
 */
export function composePairs(
  leaderboard: Disclosed<Leaderboard>,
  models: readonly RankedModel[],
  { pairs }: ModelComparison,
): Disclosed<PublishedPairs> {
  const ranked = leaderboard.entries.filter(({ rank }) => rank !== null);
  const places = new Map(models.map(({ modelSlug }, place) => [modelSlug, place]));
  const placeOf = ranked.map(({ model_slug }) => places.get(model_slug)!);
  const { isSignificant } = findSignificantPairs({
    scores: ranked.map(({ score }) => score),
    direction: leaderboard.direction,
    computePairP: (i, j) => pairs.pOf(placeOf[i]!, placeOf[j]!),
  });
  const rowCount = Math.min(ranked.length, pairedModelsMax);
  const codes = encodePairs(rowCount, (i, j) => ({
    halfWidth: scaleHalfWidth(
      leaderboard.metric,
      pairs,
      [placeOf[i]!, placeOf[j]!],
      (place) => models[place]!.scores.final.primary!.score,
    ),
    isSignificantAlone: pairs.pOf(placeOf[i]!, placeOf[j]!) <= rankLevel,
    isSignificant: isSignificant(i, j),
  }));
  return disclose({ rowCount, codes });
}

/** Half of the 95 % interval of two models' difference, in the unit of the metric. */
export function scaleHalfWidth(
  metric: MetricName,
  pairs: ModelComparison['pairs'],
  [i, j]: readonly [number, number],
  scoreOf: (model: number) => number,
): number | null {
  const halfWidth = pairs.halfWidthOf(i, j);
  const { worthOfMean } = metricByName[metric];
  if (halfWidth === null || worthOfMean === undefined) return halfWidth;
  const scored = (model: number) => ({ score: scoreOf(model), mean: pairs.meanOf(model) });
  return halfWidth * worthOfMean(scored(i), scored(j));
}
