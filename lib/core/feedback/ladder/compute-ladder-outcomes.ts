import type { Direction } from '../../benchmark';
import type { LadderTest } from '../../metrics/metric';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';

/**
 * What a test of the ladder compares, one number an item: guarded z the pseudo-values, whose mean is the score, or, of metrics that rise or
 * fall with the items' own losses, those; exact McNemar the hits, by recall on items of the positive class, and 0 for all others. Null
 * where they have no value.
 */
export function computeLadderOutcomes(
  metric: MetricName,
  test: LadderTest,
  s: Scorable,
): Float64Array | null {
  const computePseudoValues = findPseudoValues(metric, test);
  const values = computePseudoValues ? computePseudoValues(s) : computeItemOutcomes(metric, s);
  if (!values.ok) return null;
  if (test !== 'mcnemar-of-positives') return values.value;
  const { labels } = s;
  return values.value.map((hit, i) => (labels[i] === 1 ? hit : 0));
}

/** Which of them are better: R² rises where squared errors fall. */
export const directionOfOutcomes = (metric: MetricName, test: LadderTest): Direction =>
  findPseudoValues(metric, test) ? metricByName[metric].direction : metricByName[metric].outcomes.direction;

const findPseudoValues = (metric: MetricName, test: LadderTest) =>
  test === 'guarded-z' ? metricByName[metric].computePseudoValues : null;
