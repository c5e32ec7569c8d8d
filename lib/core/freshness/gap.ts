import { square } from '../statistics/exact-math';
import { describeExcess, type Excess, type ExcessUnit } from './excess';
import type { PartDifference } from './part-difference';

/** Item differences over both splits of a round. */
export type PartDifferences = { readonly feedback: PartDifference; readonly final: PartDifference };

/**
 * Overfitting to feedback: D̄ over feedback items − D̄ over final items, SE² the sum of both splits', against Student's t on
 * (ΣV)²/Σ(V²/df) degrees of freedom (Satterthwaite 1946).
 *
 * Valid whatever the models and the items are, because the splits were drawn at random before any feedback: without overfitting both
 * means estimate the same number, and Neyman's variance of a randomised comparison (1923; Stat. Sci. 1990, 5:465–480) errs on the
 * wide side. Where D never varies the error is 0.
 *
 * @param differences on the metric's scale, whose unit is `unit`
 */
export function computeGap({ feedback, final }: PartDifferences, unit: ExcessUnit): Excess {
  const variances = [feedback, final].map(({ itemCount, variance, degreesOfFreedom }) => ({
    variance: variance / itemCount,
    degreesOfFreedom,
  }));
  const total = variances.reduce((sum, { variance }) => sum + variance, 0);
  const squares = variances.reduce((sum, part) => sum + square(part.variance) / part.degreesOfFreedom, 0);
  return describeExcess(unit, {
    estimate: feedback.mean - final.mean,
    standardError: Math.sqrt(total),
    degreesOfFreedom:
      squares > 0 ? square(total) / squares : Math.min(feedback.degreesOfFreedom, final.degreesOfFreedom),
  });
}
