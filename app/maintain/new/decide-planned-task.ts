import type { Task } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { RoundToPlan } from '@/lib/core/planner/plan-round';

/** The task that a plan is about: one that its metric is for, and of these the one that has as many classes as there are shares. */
export function decidePlannedTask({ metric, shares }: Pick<RoundToPlan, 'metric' | 'shares'>): Task {
  const byShares: Task = shares.length > 2 ? 'multiclass' : 'binary';
  const fitting = metricByName[metric].tasks;
  return fitting.includes(byShares) ? byShares : (fitting[0] ?? byShares);
}
