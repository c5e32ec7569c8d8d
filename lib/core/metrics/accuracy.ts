import { ok, type Result, refuse } from '../result';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Share of items whose predicted class is the label: (1/n)·Σ [ŷ_i = y_i].
 * Range 0 to 1, higher is better. Equal to scikit-learn's `accuracy_score`.
 * Undefined for n = 0 (`no-items`).
 */
export function computeAccuracy(s: ClassificationScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  return ok(countHits(s) / s.labels.length);
}

/** Number of items whose predicted class is the label. */
export function countHits({ labels, predicted }: ClassificationScorable): number {
  let hits = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === predicted[i]) hits++;
  return hits;
}
