import type { LadderRule, LadderTest } from '../../metrics/metric';
import { type MetricName, metricByName } from '../../metrics/metric-name';

/** The ladder's rule of a metric. Throws for one without, whose benchmarks are all `final-only`: see `decideBenchmarkRules`. */
export function requireLadder(metric: MetricName): LadderRule {
  const { ladder } = metricByName[metric];
  if (ladder === null) throw new Error(`no ladder decides by ${metric}`);
  return ladder;
}

/** The test by which a ladder compares files by this metric. Whole groups are sampled, so a count of items can't decide there. */
export const findLadderTest = (metric: MetricName, isGrouped: boolean): LadderTest => {
  const { test } = requireLadder(metric);
  return isGrouped ? 'guarded-z' : test;
};
