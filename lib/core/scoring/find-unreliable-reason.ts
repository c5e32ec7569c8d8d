import { findClassHits } from '../metrics/confusion/class-hits';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { Scorable } from '../metrics/scorable/scorable';
import type { MethodLimits, UnreliableReason } from '../statistics/interval';

/** Groups, items of the rarest class, and items with the wrong class on top, below which intervals hold clearly less often. */
export const reliableCounts = { groups: 20, rarestClass: 10, wrongClasses: 5 } as const;

/**
 * Why an interval holds the true score clearly less often than 95 % of the time, as far as counts tell it; null where none does. Never
 * set on Wilson's intervals, which hold for any count. Measured by `npm run bench:coverage`.
 */
export function findUnreliableReason(
  metric: MetricName,
  s: Scorable,
  { limits, groups }: { readonly limits: MethodLimits; readonly groups: Int32Array | null },
): UnreliableReason | null {
  if (limits.method === 'wilson') return null;
  if (groups !== null && new Set(groups).size < reliableCounts.groups) return 'few_groups';
  if (s.task !== 'binary' && s.task !== 'multiclass') return null;
  if (countRarestClass(s.labels) < reliableCounts.rarestClass) return 'few_positives';
  if (!metricByName[metric].limits.needsWrongClasses) return null;
  const hits = findClassHits(s);
  const wrongCount = hits.ok ? hits.value.reduce((count, hit) => count + 1 - hit, 0) : 0;
  return wrongCount < reliableCounts.wrongClasses ? 'few_confident_errors' : null;
}

/** Items of the rarest class among those that occur. */
function countRarestClass(labels: Int32Array): number {
  const counts: number[] = [];
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return Math.min(...counts.filter((count) => count > 0));
}
