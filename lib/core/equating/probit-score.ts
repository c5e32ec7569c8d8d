import { computeNormalQuantile } from '../statistics/normal-distribution';

/** A score that is a probability, 0 to 1, estimated on so many items: a share of right ones, or the area of two classes. */
export type Share = { readonly score: number; readonly itemCount: number };

/**
 * Φ⁻¹ of a score, clipped to [.5/n, 1 − .5/n] so that a perfect score stays finite: half of what one item counts at least, in
 * a share 1/n, and in an area 1/n⁺ or 1/n⁻ if it is ordered against all of the other class. Throws unless the score is in [0, 1]
 * and n ≥ 1: a score without value belongs in no comparison.
 */
export function computeProbitScore({ score, itemCount }: Share): number {
  if (!(score >= 0 && score <= 1 && itemCount >= 1))
    throw new RangeError(`A probit needs a share of items, got ${score} of ${itemCount}.`);
  const edge = 0.5 / itemCount;
  return computeNormalQuantile(Math.min(Math.max(score, edge), 1 - edge));
}
