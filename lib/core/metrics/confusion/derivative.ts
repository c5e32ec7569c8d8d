import { ok, type Result } from '../../result';
import { computeMean } from '../../statistics/compensated-sum';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import type { ExplainClasses } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { countMargins, type Margins } from './margins';

/**
 * The derivative of a metric by the weight of an item labelled `label` and predicted as `predicted`, up to a constant, given the
 * margins of all items.
 */
export type Derive = (margins: Margins) => (label: number, predicted: number) => number;

/** 1 on the diagonal. */
export const hit = (label: number, predicted: number): number => (label === predicted ? 1 : 0);

/** Derivative of hits/count by one more counted item, a hit or not. */
export const deriveShare = (isHit: number, hits: number, count: number): number =>
  (isHit - hits / count) / count;

/**
 * A metric of the confusion matrix with every item's influence on it. Such a metric depends on shares alone, so its influences
 * have the mean 0, which fixes the constant of the derivatives. A class that the metric includes as soon as it occurs once, as
 * macro F1 does, counts only if it occurs. Influences are 0 where the metric is 0 for lack of any prediction. Fails for the
 * metric's reasons.
 */
export function estimateByDerivative(
  { compute, derive }: { compute: ComputeOfClasses; derive: Derive },
  s: ClassificationScorable,
): Result<InfluenceEstimate, UndefinedMetric> {
  const score = compute(s);
  if (!score.ok) return score;
  const slope = derive(countMargins(s));
  const raw = slopesOf(s, slope);
  const mean = computeMean(raw);
  return ok({ value: score.value, influences: raw.map((influence) => influence - mean) });
}

/**
 * The same as a function of an item's label and predicted class, for any item of the round: the metric's value and the influence
 * of such an item. A class that no item of these is labelled or predicted as counts as if one was: one item of it may represent
 * all unobserved ones.
 */
export function explainByDerivative(
  { compute, derive }: { compute: ComputeOfClasses; derive: Derive },
  s: ClassificationScorable,
): Result<ExplainClasses, UndefinedMetric> {
  const score = compute(s);
  if (!score.ok) return score;
  const margins = countMargins(s);
  const { labelled, predicted, itemCount } = margins;
  const atLeastOne = (counts: Float64Array) => counts.map((count) => Math.max(1, count));
  const slope = derive(margins);
  const slopeBeyond = derive({
    ...margins,
    labelled: atLeastOne(labelled),
    predicted: atLeastOne(predicted),
  });
  const mean = computeMean(slopesOf(s, slope));
  return ok((label, said) => {
    const isKnown = labelled[label]! > 0 && predicted[said]! > 0;
    return score.value + itemCount * (isKnown ? slope : slopeBeyond)(label, said) - mean;
  });
}

/** Slopes of all items, times their number. */
function slopesOf({ labels, predicted }: ClassificationScorable, slope: ReturnType<Derive>): Float64Array {
  const slopes = new Float64Array(labels.length);
  for (let i = 0; i < slopes.length; i++) slopes[i] = slopes.length * slope(labels[i]!, predicted[i]!);
  return slopes;
}

type ComputeOfClasses = (s: ClassificationScorable) => Result<number, UndefinedMetric>;
