import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { Scorable } from '../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../metrics/scorable/undefined-metric';
import { ok, type Result, refuse } from '../result';
import type { Interval } from '../statistics/interval';
import { findUnreliableReason } from './find-unreliable-reason';
import { computeTailShare } from './tail-share';

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
 * belong to, and are then widened to it. Score and limits are finite, or the whole is refused. There is no interval of items in fewer
 * than five groups, of losses that are all alike, nor of a constant prediction whose score is the same on every sample.
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
  const { compute, range, limits: rule } = metricByName[name];
  const computed = compute(s);
  if (!computed.ok) return computed;
  const score = computed.value;
  const hasFewGroups = groups !== null && new Set(groups).size < groupCountMin;
  const limits = hasFewGroups ? ok(null) : rule.compute(s, { groups, seed });
  if (!limits.ok) return limits;
  if (limits.value === null) return ok({ metric: name, score, interval: null });
  const lower = Math.max(range[0], Math.min(limits.value.lower, score));
  const upper = Math.min(range[1], Math.max(limits.value.upper, score));
  if (![lower, upper].every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  const { method } = limits.value;
  return ok({
    metric: name,
    score,
    interval: {
      lower,
      upper,
      level: 0.95,
      method: groups === null ? method : `cluster-${method}`,
      seed: method === 'bootstrap' ? seed : null,
      unreliable: findUnreliableReason(name, s, { limits: limits.value, groups }),
      ...measureTail(name, s),
    },
  });
}

function measureTail(name: MetricName, s: Scorable): { readonly tail_share?: number } {
  const { limits, outcomes } = metricByName[name];
  const errors = limits.hasHeavyTails ? outcomes.compute(s) : null;
  return errors?.ok ? { tail_share: computeTailShare(errors.value) } : {};
}
