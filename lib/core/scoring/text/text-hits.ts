import type { MetricName } from '../../benchmark';
import { findChoiceHits } from '../../metrics/choice-accuracy';
import { findExactMatches } from '../../metrics/exact-match';
import { findNumericHits } from '../../metrics/numeric-accuracy';
import type { TextScorable } from '../../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../../metrics/scorable/undefined-metric';
import { ok, type Result, refuse } from '../../result';

/** For each item 1 or 0, of a metric by which an answer is right or wrong. Refuses as the metric does, and for any other metric. */
export function findTextHits(name: MetricName, s: TextScorable): Result<Float64Array, UndefinedMetric> {
  switch (name) {
    case 'exact_match':
      return ok(findExactMatches(s));
    case 'choice_accuracy':
      return findChoiceHits(s);
    case 'numeric_accuracy':
      return findNumericHits(s);
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}
