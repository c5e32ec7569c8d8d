import { ok, type Result, refuse } from '../../result';
import type { ClassificationScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

/** For each item 1 if its predicted class is the label, else 0. Undefined for n = 0 (`no-items`). */
export const findClassHits = ({
  labels,
  predicted,
}: ClassificationScorable): Result<Float64Array, UndefinedMetric> =>
  labels.length === 0
    ? refuse(undefinedMetric('no-items'))
    : ok(Float64Array.from(labels, (label, i) => (label === predicted[i] ? 1 : 0)));
