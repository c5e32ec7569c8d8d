import { findClassHits } from '../metrics/family/confusion-matrix';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { type Scorable, type UndefinedMetric, undefinedMetric } from '../metrics/scorable/scorable';
import { ok, type Result, refuse } from '../result';
import type { Interval, MethodInterval, UnreliableReason } from '../statistics/interval';
import { computeTailShare } from './item-outcomes';

/**
 * Minimum numbers of groups, of items of the rarest class, and of items whose most probable class is wrong. With fewer,
 * intervals cover the true score clearly less often than 95 %.
 */
const reliableCounts = { groups: 20, rarestClass: 10, wrongClasses: 5 } as const;

/** Minimum number of groups for an interval. With fewer groups the variance between groups is too imprecise. */
const groupCountMin = 5;

/**
 * A metric's value on a set of items, in the metric's unit, with its interval; `interval` is null where no interval is
 * valid.
 */
export type Score = {
  readonly metric: MetricName;
  readonly score: number;
  readonly interval: Interval | null;
};

/**
 * Scores predictions. Deterministic: the same metric, input and seed give the same score and interval.
 *
 * The interval always contains the score and stays within the metric's range. If the interval of a nonlinear metric doesn't
 * contain the score, it is widened to the score. Score and bounds are always finite; otherwise the function returns an
 * error. The interval is null for items in fewer than five groups, for losses that are all equal, and for a constant
 * prediction whose score is the same on every sample.
 *
 * @param seed name of the bootstrap's random stream (see `createRng`); returned in the interval if random numbers were drawn
 * @param groups for each item the index of its group, from `selectGroups`; null for items sampled independently
 */
export function scoreMetric(
  name: MetricName,
  s: Scorable,
  seed: string,
  { groups = null }: { groups?: Int32Array | null } = {},
): Result<Score, UndefinedMetric> {
  const { compute, range, interval: rule } = metricByName[name];
  const computed = compute(s);
  if (!computed.ok) return computed;
  const score = computed.value;
  const hasFewGroups = groups !== null && new Set(groups).size < groupCountMin;
  const interval = hasFewGroups ? ok(null) : rule.compute(s, { groups, seed });
  if (!interval.ok) return interval;
  if (interval.value === null) return ok({ metric: name, score, interval: null });
  const lower = Math.max(range[0], Math.min(interval.value.lower, score));
  const upper = Math.min(range[1], Math.max(interval.value.upper, score));
  if (![lower, upper].every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  const { method } = interval.value;
  return ok({
    metric: name,
    score,
    interval: {
      lower,
      upper,
      level: 0.95,
      method: groups === null ? method : `cluster-${method}`,
      seed: method === 'bootstrap' ? seed : null,
      unreliable: findUnreliableReason(name, s, { interval: interval.value, groups }),
      ...measureTail(name, s),
    },
  });
}

function measureTail(name: MetricName, s: Scorable): { readonly tail_share?: number } {
  const { interval, outcomes } = metricByName[name];
  const errors = interval.hasHeavyTails ? outcomes.compute(s) : null;
  return errors?.ok ? { tail_share: computeTailShare(errors.value) } : {};
}

/**
 * Finds the reason, from counts of items and groups, why an interval covers the true score clearly less often than in 95 % of
 * samples. Null for a reliable interval. Wilson's intervals are reliable for any count. The counts were chosen with `npm run
 * bench:coverage`.
 */
function findUnreliableReason(
  metric: MetricName,
  s: Scorable,
  { interval, groups }: { readonly interval: MethodInterval; readonly groups: Int32Array | null },
): UnreliableReason | null {
  if (interval.method === 'wilson') return null;
  if (groups !== null && new Set(groups).size < reliableCounts.groups) return 'few_groups';
  if (s.task !== 'binary' && s.task !== 'multiclass') return null;
  if (countRarestClass(s.labels) < reliableCounts.rarestClass) return 'few_positives';
  if (!metricByName[metric].interval.needsWrongClasses) return null;
  const hits = findClassHits(s);
  const wrongCount = hits.ok ? hits.value.reduce((count, hit) => count + 1 - hit, 0) : 0;
  return wrongCount < reliableCounts.wrongClasses ? 'few_confident_errors' : null;
}

/** Counts the items of the rarest class that occurs. */
function countRarestClass(labels: Int32Array): number {
  const counts: number[] = [];
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return Math.min(...counts.filter((count) => count > 0));
}
