import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { Scorable } from '../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../metrics/scorable/undefined-metric';
import { type Result, refuse } from '../result';

/**
 * What each item contributed, in the order of the items: the metric's `outcomes`. Where their mean isn't the metric, nor what it rises
 * or falls with, the models of a ranking are compared by other values: its `computePseudoValues`.
 *
 * Refuses where the metric isn't for this task, for n = 0, and without the probabilities it needs; those with influences and those
 * that can't use every label wherever the metric itself is undefined. Labels that lack a class are no obstacle to the others.
 */
export function computeItemOutcomes(name: MetricName, s: Scorable): Result<Float64Array, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const { tasks, outcomes } = metricByName[name];
  return tasks.includes(s.task) ? outcomes.compute(s) : refuse(undefinedMetric('wrong-task'));
}
