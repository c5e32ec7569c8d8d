import type { ScoredLimits } from '../metrics/metric';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { Scorable } from '../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../metrics/scorable/undefined-metric';
import { ok, type Result, refuse } from '../result';
import type { Interval } from '../statistics/interval';

/** A metric's value on a set of items, in the metric's unit, with its 95 % interval. */
export type Score = {
  readonly metric: MetricName;
  readonly score: number;
  readonly interval: Interval;
};

/**
 * Scores predictions. The same metric, input and seed give the same score and interval again.
 *
 * The interval always holds the score and stays in the metric's range: limits of a curved metric can miss the score they
 * belong to (a bootstrap of macro F1 or RMSE is biased), and are then widened to it. Score and limits are finite, or the
 * whole is refused.
 *
 * @param seed names the bootstrap's random stream (see `createRng`); returned in the interval if anything was drawn
 * @param groups the index of each item's group, see `selectGroups`; null for items sampled independently
 */
export function scoreMetric(
  name: MetricName,
  s: Scorable,
  seed: string,
  groups: Int32Array | null = null,
): Result<Score, UndefinedMetric> {
  const { compute, range } = metricByName[name];
  const limits = computeLimits(name, s, seed, groups);
  const computed = limits.ok && limits.value.score !== undefined ? ok(limits.value.score) : compute(s);
  if (!computed.ok) return computed;
  if (!limits.ok) return limits;
  const score = computed.value;
  const lower = Math.max(range[0], Math.min(limits.value.lower, score));
  const upper = Math.min(range[1], Math.max(limits.value.upper, score));
  const { method } = limits.value;
  if (![score, lower, upper].every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  return ok({
    metric: name,
    score,
    interval: { lower, upper, level: 0.95, method, seed: method.includes('bootstrap') ? seed : null },
  });
}

function computeLimits(
  name: MetricName,
  s: Scorable,
  seed: string,
  groups: Int32Array | null,
): Result<ScoredLimits, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const { limits } = metricByName[name];
  return groups === null ? limits.compute(s, seed) : limits.computeGrouped(s, { groups, seed });
}
