import { ok, type Result } from '../../result';
import { computeMean } from '../../statistics/compensated-sum';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import type { ClassificationScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { countMargins, type Margins } from './margins';

/**
 * The derivative of a metric by the weight of an item labelled `label` and predicted as `predicted`, but for a constant, given the
 * margins of all items.
 */
export type Derive = (margins: Margins) => (label: number, predicted: number) => number;

/** 1 on the diagonal. */
export const hit = (label: number, predicted: number): number => (label === predicted ? 1 : 0);

/** Of hits/count by one more item that counts, which is a hit or not. */
export const deriveShare = (isHit: number, hits: number, count: number): number =>
  (isHit - hits / count) / count;

/**
 * A metric of the confusion matrix with every item's influence on it. Such a metric depends on shares alone, so its influences
 * have the mean 0, which fixes what the derivatives leave open. A class that the metric takes in as soon as it occurs once, as
 * macro F1 does, counts only if it occurs. Influences are 0 where the metric is 0 for want of any prediction. Refuses as the
 * metric does.
 */
export function estimateByDerivative(
  { compute, derive }: { compute: ComputeOfClasses; derive: Derive },
  s: ClassificationScorable,
): Result<InfluenceEstimate, UndefinedMetric> {
  const score = compute(s);
  if (!score.ok) return score;
  const slope = derive(countMargins(s));
  const raw = Float64Array.from(s.labels, (label, i) => s.labels.length * slope(label, s.predicted[i]!));
  const mean = computeMean(raw);
  return ok({ value: score.value, influences: raw.map((influence) => influence - mean) });
}

type ComputeOfClasses = (s: ClassificationScorable) => Result<number, UndefinedMetric>;
