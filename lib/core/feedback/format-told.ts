import { formatInterval, formatScore } from '../metrics/format-score';
import { isBounded } from '../metrics/is-bounded';
import type { MetricName } from '../metrics/metric-name';
import { roundPublished } from '../metrics/round-published';
import { normalQuantile975 } from '../statistics/normal-quantile';
import { countDecimals } from './count-decimals';
import { roundToDecimals, roundToHalfSteps } from './round-to-decimals';

/** A told score with its 95 % limits, as `computeToldLimits` makes them. */
type ToldScore = { readonly score: number; readonly lower: number; readonly upper: number };

/**
 * A told score and its limits, `65` and `59–71`, with the digits that it was told with and no more: it is rounded to the size of its
 * standard error, and zeros behind that would be read as digits.
 */
export function formatTold(metric: MetricName, told: ToldScore): { score: string; limits: string } {
  const decimals = findToldDecimals(isBounded(metric), told);
  return {
    score: formatScore(metric, told.score, decimals),
    limits: formatInterval(metric, told, decimals),
  };
}

/** A double holds no more. */
const decimalsMax = 15;

/**
 * With how many decimals a score was told: the fewest by which it and a standard error give just these limits. Of the two that one is
 * taken which lies further off, for the other may be cut at the metric's bound. Without an error they are the score's own.
 */
export function findToldDecimals(isBounded: boolean, { score, lower, upper }: ToldScore): number {
  const side = upper - score > score - lower ? 1 : -1;
  const limit = side === 1 ? upper : lower;
  const standardError = Math.abs(limit - score) / normalQuantile975;
  if (!(standardError > 0)) return countDecimals(score);
  // A limit is rounded itself, so an error of 0.01 may be read as 0.0099.
  const coarsest = -1 - Number(standardError.toExponential().split('e')[1]);
  for (let decimals = coarsest; decimals <= decimalsMax; decimals++) {
    const error = roundToHalfSteps(standardError, decimals);
    const isAsTold = roundPublished(isBounded, score + side * normalQuantile975 * error) === limit;
    if (isAsTold && roundToDecimals(score, decimals) === score) return decimals;
  }
  return countDecimals(score);
}
