import { ok, type Result, refuse } from '../../result';
import type { TextScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

/** What each item scores, in the order of the items; undefined for n = 0 (`no-items`). */
export const scoreItems =
  (scoreItem: (answer: string, accepted: readonly string[]) => number) =>
  ({ labels, predicted }: TextScorable): Result<Float64Array, UndefinedMetric> =>
    labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Float64Array.from(labels, (accepted, i) => scoreItem(predicted[i]!, accepted)));
