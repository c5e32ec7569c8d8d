import type { ScoredLimits } from '../metrics/metric';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { Scorable } from '../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../metrics/scorable/undefined-metric';
import { ok, type Result, refuse } from '../result';
import type { Interval } from '../statistics/interval';
import { restsOnFewItems } from './rests-on-few-items';

/** Fewer groups than this say too little of how groups differ for limits that hold. */
const groupCountMin = 5;

/** A metric's value on a set of items, in the metric's unit, with its interval; null where there is none. */
export type Score = {
  readonly metric: MetricName;
  readonly score: number;
  readonly interval: Interval | null;
};

/**
 * Scores predictions. The same metric, input and seed give the same score and interval again.
 *
 * The interval always holds the score and stays in the metric's range: limits of a curved metric can miss the score they
 * belong to (a bootstrap of macro F1 or RMSE is biased), and are then widened to it. Score and limits are finite, or the
 * whole is refused. There is no interval of items in fewer than five groups.
 *
 * @param seed names the bootstrap's random stream (see `createRng`); returned in the interval if anything was drawn
 * @param groups the index of each item's group, as `selectGroups` gives them; null for items sampled independently
 */
export function scoreMetric(
  name: MetricName,
  s: Scorable,
  seed: string,
  { groups = null }: { groups?: Int32Array | null } = {},
): Result<Score, UndefinedMetric> {
  const { compute, range } = metricByName[name];
  const limits =
    s.labels.length === 0 ? refuse(undefinedMetric('no-items')) : limitScore(name, s, { seed, groups });
  const known = limits.ok ? limits.value?.score : undefined;
  const computed = known === undefined ? compute(s) : ok(known);
  if (!computed.ok) return computed;
  if (!limits.ok) return limits;
  const score = computed.value;
  if (limits.value === null) return ok({ metric: name, score, interval: null });
  const lower = Math.max(range[0], Math.min(limits.value.lower, score));
  const upper = Math.min(range[1], Math.max(limits.value.upper, score));
  const { method } = limits.value;
  if (![score, lower, upper].every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  return ok({
    metric: name,
    score,
    interval: {
      lower,
      upper,
      level: 0.95,
      method,
      seed: method.includes('bootstrap') ? seed : null,
      rests_on_few_items: restsOnFewItems(name, s, limits.value),
    },
  });
}

/** Null where there are too few groups to compute limits from. */
function limitScore(
  metric: MetricName,
  s: Scorable,
  { seed, groups }: { seed: string; groups: Int32Array | null },
): Result<ScoredLimits | null, UndefinedMetric> {
  const { limits } = metricByName[metric];
  if (groups === null) return limits.compute(s, seed);
  return new Set(groups).size < groupCountMin ? ok(null) : limits.computeGrouped(s, { groups, seed });
}
