import { type MetricName, metricByName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { excessScaleRules } from '../excess';

/**
 * Computes a model's pseudo-values on the scale of the metric's gap, like the scorer. Throws where the metric has no value.
 */
export function computeGapValues(metric: MetricName, s: Scorable): Float64Array {
  const { computePseudoValues, outcomes, excessScale } = metricByName[metric];
  const values = (computePseudoValues ?? outcomes.compute)(s);
  if (!values.ok) throw new Error(`${metric} has no value here: ${values.error.reason}`);
  const scaled = excessScaleRules[excessScale!].scaleValues(values.value);
  if (scaled === null) throw new Error(`${metric} has no value on its scale here`);
  return scaled;
}
