import { ok, type Result, refuse } from '../../result';
import { computeMean } from '../../statistics/compensated-sum';
import type { TextScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

/** The mean of what each item scores; undefined for n = 0 (`no-items`). */
export function averageItems(
  s: TextScorable,
  scoreItem: (answer: string, accepted: readonly string[]) => number,
): Result<number, UndefinedMetric> {
  return s.labels.length === 0
    ? refuse(undefinedMetric('no-items'))
    : ok(computeMean(scoreItems(s, scoreItem)));
}

/** What each item scores, in the order of the items. */
export const scoreItems = (
  { labels, predicted }: TextScorable,
  scoreItem: (answer: string, accepted: readonly string[]) => number,
): Float64Array => Float64Array.from(labels, (accepted, i) => scoreItem(predicted[i]!, accepted));
