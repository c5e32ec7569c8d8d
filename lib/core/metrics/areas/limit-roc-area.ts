import { ok, type Result } from '../../result';
import { computeClusterDeLongLimits } from '../../statistics/cluster-delong';
import { computeDeLongLimits } from '../../statistics/delong';
import type { Grouped, ScoredLimits } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { listContrasts } from './list-contrasts';

/** DeLong's limits with the area itself. Refuses as the metric does. */
export function limitRocArea(
  s: ClassificationScorable,
): Result<Omit<ScoredLimits, 'method'>, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  const { area, ...limits } = computeDeLongLimits(contrasts.value);
  return ok({ ...limits, score: area });
}

/** Obuchowski's limits of items in groups, or Newcombe's where those say nothing. Refuses as the metric does. */
export function limitGroupedRocArea(
  s: ClassificationScorable,
  { groups }: Grouped,
): Result<ScoredLimits, UndefinedMetric> {
  const contrasts = listContrasts(s);
  return contrasts.ok
    ? ok({ ...computeClusterDeLongLimits(contrasts.value, groups), method: 'cluster-delong-logit' })
    : contrasts;
}

export function isAnyClassInOneGroup({ labels }: ClassificationScorable, groups: Int32Array): boolean {
  const groupOf = new Map<number, number>();
  const inSeveral = new Set<number>();
  for (let i = 0; i < labels.length; i++) {
    const [label, group] = [labels[i]!, groups[i]!];
    if (!groupOf.has(label)) groupOf.set(label, group);
    else if (groupOf.get(label) !== group) inSeveral.add(label);
  }
  return inSeveral.size < groupOf.size;
}
