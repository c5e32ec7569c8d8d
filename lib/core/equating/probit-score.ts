import { computeNormalQuantile } from '../statistics/normal-distribution';

/** A score that is a share of items, 0 to 1, and of how many. */
export type Share = { readonly score: number; readonly itemCount: number };

/**
 * Φ⁻¹ of a score, clipped to [.5/n, 1 − .5/n] so that a perfect score stays finite. Throws unless the score is in [0, 1]
 * and n ≥ 1: a score without value belongs in no comparison.
 */
export function computeProbitScore({ score, itemCount }: Share): number {
  if (!(score >= 0 && score <= 1 && itemCount >= 1))
    throw new RangeError(`A probit needs a share of items, got ${score} of ${itemCount}.`);
  const edge = 0.5 / itemCount;
  return computeNormalQuantile(Math.min(Math.max(score, edge), 1 - edge));
}
