import { ok, type Result, refuse } from '../../result';
import type { ClassificationScorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

/** For each item 1 if its predicted class is the label, else 0. Undefined for n = 0 (`no-items`). */
export function findClassHits({
  labels,
  predicted,
}: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  const hits = new Float64Array(labels.length);
  for (let i = 0; i < hits.length; i++) hits[i] = labels[i] === predicted[i] ? 1 : 0;
  return ok(hits);
}
