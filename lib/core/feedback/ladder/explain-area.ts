import { computeMean } from '../../statistics/compensated-sum';
import type { ContrastOfPart, ExplainScore } from './contrast-of-part';
import { createOrderScale } from './order-scale';

/**
 * The pseudo-values of a ROC area (`estimateRocAuc`) by score and class: the area plus (placement − area)/share of the class. A score
 * that no item of the part has stands between those that some have.
 */
export function explainArea({ isPositive, scores }: ContrastOfPart): ExplainScore {
  const scale = createOrderScale(scores);
  const weights = Float64Array.from(isPositive, (is) => (is ? 1 : 0));
  const share = computeMean(weights);
  const positivesAbove = scale.computeMeanAbove(weights);
  const negativesAbove = scale.computeMeanAbove(weights.map((weight) => 1 - weight));
  const placeAmongNegatives = negativesAbove.map((above) => 1 - above / (1 - share));
  const places = scores
    .filter((_, i) => isPositive[i])
    .map((score) => placeAmongNegatives[scale.findPlace(score)]!);
  const area = computeMean(places);
  return (score) => {
    const place = scale.findPlace(score);
    return {
      positive: area + (placeAmongNegatives[place]! - area) / share,
      negative: area + (positivesAbove[place]! / share - area) / (1 - share),
    };
  };
}
