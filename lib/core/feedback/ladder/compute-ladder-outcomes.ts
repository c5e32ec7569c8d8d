import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';

/**
 * What the ladder compares for a metric: its item outcomes, save for areas under the ROC curve, which are made of pairs of items: there
 * the area plus each item's influence on it, so that the mean gain is the difference of two areas and its spread DeLong's error. Null
 * where they have no value.
 */
export function computeLadderOutcomes(metric: MetricName, s: Scorable): Float64Array | null {
  const { ladder, computePseudoValues } = metricByName[metric];
  const values =
    ladder.compares === 'pseudo-values' ? computePseudoValues?.(s) : computeItemOutcomes(metric, s);
  return values?.ok ? values.value : null;
}
