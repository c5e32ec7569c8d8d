import { findClassHits } from '../metrics/confusion/class-hits';
import type { ScoredLimits } from '../metrics/metric';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { Scorable } from '../metrics/scorable/scorable';
import { computeEffectiveCount } from '../statistics/effective-count';

/** Below so many items limits hold the true score far less often than they aim to. */
export const itemCountMin = 10;

/**
 * Whether so few items decide a score that its limits may hold it in fewer than half of all rounds: an effective number of items below
 * 10 (`computeEffectiveCount` of what each adds to the score), or, of log loss and Brier score, fewer than 10 with the wrong class on
 * top, since what a confident error costs shows only once there are some. Set too where limits are those for the ends of the range.
 * Never where they are Wilson's, which count. Simulated in `npm run bench:coverage`.
 */
export function restsOnFewItems(
  metric: MetricName,
  s: Scorable,
  { method, isFallback }: ScoredLimits,
): boolean {
  if (method === 'wilson' || method === 'cluster-wilson') return false;
  if (isFallback === true) return true;
  const { computeInfluences, computePseudoValues, outcomes, limits } = metricByName[metric];
  const influences = (computeInfluences ?? computePseudoValues ?? outcomes.compute)(s);
  if (!influences.ok || computeEffectiveCount(influences.value) < itemCountMin) return true;
  return limits.restsOnWrongClasses && countWrong(s) < itemCountMin;
}

function countWrong(s: Scorable): number {
  if (s.task !== 'binary' && s.task !== 'multiclass') return 0;
  const hits = findClassHits(s);
  return hits.ok ? hits.value.reduce((count, hit) => count + 1 - hit, 0) : 0;
}
