import { square } from '../statistics/exact-math';
import type { Bounds } from '../statistics/interval';
import { computeStudentQuantile } from '../statistics/student-distribution';
import type { EquatingLink } from './link-rounds';
import { linkScaleRules, type Share } from './link-scale';

/** A score adjusted to the difficulty of the base round. Shown after the raw score, never in its place. */
export type EquatedScore = {
  readonly score: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** At 95 %, by Student's t on the link scale, so within the metric's range. */
  readonly interval: Bounds;
};

/**
 * τ: standard deviation of the slope by which shifts may depend on a model's distance from the anchors' mean. Chosen on the 30 models of
 * CIFAR-10 and CIFAR-10.1 (Recht et al. 2019, arXiv 1902.10811); `npm run bench:equating` tries it on others.
 */
const slopeDeviation = 0.1;

/**
 * A later round's score on the scale of the base round: y + shift, with the variance s_d²(1 + 1/M) + (τ(y − ȳ))² of one more model like
 * the anchors, its own noise in both rounds included, plus the raw score's own error² there. Student's t on M − 1 for the whole.
 *
 * Over a chain of links variances add up, and the degrees of freedom are Welch–Satterthwaite's (Σv)²/Σ(v²/(M − 1)) over the links
 * (Satterthwaite 1946, Biometrics Bull. 2:110–114). A variance of 0 keeps the fewest degrees of its links.
 *
 * @param raw.error standard error of the raw score on the link scale; 0 for the error of the link alone
 * @param links from the later round on, the last one ending at the base; at least one
 * @returns null for a score without a place on the scale
 */
export function equateScore(
  raw: Share & { readonly error: number },
  links: readonly EquatingLink[],
): EquatedScore | null {
  const [first] = links;
  if (!first) throw new RangeError('A score is adjusted by at least one link.');
  const { toScale, toScore, slopeAt } = linkScaleRules[first.scale];
  const start = toScale(raw);
  if (start === null) return null;
  let y = start;
  const splits = links.map(({ deviation, anchorCount, laterMean, shift }) => {
    const variance = square(deviation) * (1 + 1 / anchorCount) + square(slopeDeviation * (y - laterMean));
    y += shift;
    return { variance, degreesOfFreedom: anchorCount - 1 };
  });
  const ofLinks = splits.reduce((sum, { variance }) => sum + variance, 0);
  const degreesOfFreedom =
    ofLinks > 0
      ? square(ofLinks) /
        splits.reduce((sum, split) => sum + square(split.variance) / split.degreesOfFreedom, 0)
      : Math.min(...splits.map((split) => split.degreesOfFreedom));
  const error = Math.sqrt(ofLinks + square(raw.error));
  const half = computeStudentQuantile(0.975, degreesOfFreedom) * error;
  const ends = [toScore(y - half), toScore(y + half)];
  return {
    score: toScore(y),
    standardError: slopeAt(y) * error,
    degreesOfFreedom,
    interval: { lower: Math.min(...ends), upper: Math.max(...ends) },
  };
}
