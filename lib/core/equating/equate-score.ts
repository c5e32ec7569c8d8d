import { square } from '../statistics/exact-math';
import type { Limits } from '../statistics/interval';
import { computeNormalCdf, computeNormalDensity } from '../statistics/normal-distribution';
import { computeStudentQuantile } from '../statistics/student-distribution';
import type { EquatingLink } from './link-rounds';
import { computeProbitScore, type Share } from './probit-score';

/** A score as it reads on the base round's scale. Shown after the raw score, never instead of it. */
export type EquatedScore = {
  readonly score: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** At 95 %, by Student's t on the probit scale, so within 0 and 1. */
  readonly limits: Limits;
  /** Whether every link on the way has the marks that publishing takes. */
  readonly isPublishable: boolean;
};

/**
 * A later round's score on the base round's scale: Φ(y + ĉ), SE = φ(y + ĉ)·s_d·√(1 + 1/|M|); with a slope Φ(a + b·y), where
 * the root takes + (y − ȳ)²/S_yy as well. The error is that of one more model like the marks: its own noise in both rounds
 * included.
 *
 * Over a chain of links, from the later round to the base, errors add in squares, each times the slopes after it, and the
 * degrees of freedom are Welch–Satterthwaite's (Σv)²/Σ(v²/df) (Satterthwaite 1946, Biometrics Bull. 2:110–114). Link
 * straight to the base where marks allow it: a chain is wider. An error of 0 keeps the fewest degrees of its links.
 *
 * @param links from the later round on, the last one ending at the base; at least one
 */
export function equateScore(later: Share, links: readonly EquatingLink[]): EquatedScore {
  if (links.length === 0) throw new RangeError('A score is equated by at least one link.');
  let probit = computeProbitScore(later);
  let parts: { variance: number; degreesOfFreedom: number }[] = [];
  for (const link of links) {
    const distance = link.spread ? square(probit - link.spread.mean) / link.spread.squares : 0;
    parts = parts.map((part) => ({ ...part, variance: part.variance * square(link.slope) }));
    parts.push({
      variance: square(link.deviation) * (1 + 1 / link.markCount + distance),
      degreesOfFreedom: link.degreesOfFreedom,
    });
    probit = link.shift + link.slope * probit;
  }
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const degreesOfFreedom =
    variance > 0
      ? square(variance) / parts.reduce((sum, part) => sum + square(part.variance) / part.degreesOfFreedom, 0)
      : Math.min(...parts.map((part) => part.degreesOfFreedom));
  const error = Math.sqrt(variance);
  const half = computeStudentQuantile(0.975, degreesOfFreedom) * error;
  return {
    score: computeNormalCdf(probit),
    standardError: computeNormalDensity(probit) * error,
    degreesOfFreedom,
    limits: { lower: computeNormalCdf(probit - half), upper: computeNormalCdf(probit + half) },
    isPublishable: links.every((link) => link.isPublishable),
  };
}
