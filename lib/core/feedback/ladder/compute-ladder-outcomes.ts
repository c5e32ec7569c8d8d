import type { Direction } from '../../benchmark';
import type { LadderTest } from '../../metrics/metric';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';

/**
 * What a test of the ladder compares, one number an item: guarded z the pseudo-values, whose mean is the score, and the others the item
 * outcomes; exact McNemar of recall the hits on items of the positive class, and 0 for all others. Null where they have no value.
 */
export function computeLadderOutcomes(
  metric: MetricName,
  test: LadderTest,
  s: Scorable,
): Float64Array | null {
  const { computePseudoValues } = metricByName[metric];
  const values =
    test === 'guarded-z' && computePseudoValues !== null
      ? computePseudoValues(s)
      : computeItemOutcomes(metric, s);
  if (!values.ok) return null;
  if (test !== 'mcnemar-of-positives') return values.value;
  const { labels } = s;
  return values.value.map((hit, i) => (labels[i] === 1 ? hit : 0));
}

/** Which of them are better. */
export const directionOfOutcomes = (metric: MetricName, test: LadderTest): Direction =>
  test === 'guarded-z' ? metricByName[metric].direction : metricByName[metric].outcomes.direction;
