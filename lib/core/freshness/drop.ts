import { computeProbitScore, type Share } from '../equating/probit-score';
import { computeSampleMoments } from '../equating/sample-moments';
import { ok, type Result, refuse } from '../result';
import { square } from '../statistics/exact-math';
import { computeNormalDensity } from '../statistics/normal-distribution';
import { describeExcess, type Excess } from './excess';
import { fitLine } from './line-fit';

/** One model's scores in two rounds. */
export type ScorePair = { readonly model: string; readonly earlier: Share; readonly later: Share };

/** The same models in two rounds, by what the earlier round could have taught them. */
export type RoundPair = {
  readonly earlierRound: number;
  readonly laterRound: number;
  /** Made before the earlier round opened, so nothing of it is in them. */
  readonly frozen: readonly ScorePair[];
  /** Made while the earlier round gave answers. */
  readonly adapted: readonly ScorePair[];
};

/** Why a drop can't be told from these models. */
type DropRefusal = 'few-frozen-models' | 'no-overlap' | 'frozen-models-alike';

export const frozenCountMin = 6;

/**
 * Drop between two rounds of the adapted models, beyond that of frozen models as good as they, in points of the later
 * round. On the probit scale, x = Φ⁻¹(p_t) and y = Φ⁻¹(p_{t+1}): y = a + bx is fitted to the frozen models only, so that a
 * later round that is harder, or that spreads models less, moves the line and not the drop. With r_i = y_i − (a + b·x_i)
 * of the adapted models,
 *
 * T = −r̄_A / √(s_A²/m_A + s_F²(1/m_F + (x̄_A − x̄_F)²/S_xx)), s_A² = max(s_F², var r_A), on m_F − 2 degrees of freedom.
 *
 * In points: −r̄_A·φ(ȳ_A), and its error times φ(ȳ_A) (delta method). The linear relation of probit scores between test
 * sets is that of Recht et al. 2019 (arXiv 1902.10811) and Miller et al. 2021 (arXiv 2107.04649).
 *
 * Refuses with fewer than 6 frozen models; with fewer than two of them above and two below the median x of the adapted
 * models, or none adapted, where the line would be stretched beyond its evidence; and where the frozen models all have the
 * same score in the earlier round, or lie on the line to the last bit, so that there is no error to compare with.
 */
export function computeDrop({ frozen, adapted }: RoundPair): Result<Excess, DropRefusal> {
  if (frozen.length < frozenCountMin) return refuse('few-frozen-models');
  const frozenX = frozen.map(({ earlier }) => computeProbitScore(earlier));
  const adaptedX = adapted.map(({ earlier }) => computeProbitScore(earlier));
  if (!hasOverlap(frozenX, adaptedX)) return refuse('no-overlap');
  const line = fitLine(
    frozenX,
    frozen.map(({ later }) => computeProbitScore(later)),
  );
  if (line === null || !(line.residualVariance > 0)) return refuse('frozen-models-alike');

  const adaptedY = adapted.map(({ later }) => computeProbitScore(later));
  const residuals = computeSampleMoments(
    adaptedY.map((y, i) => y - line.intercept - line.slope * adaptedX[i]!),
  );
  // One model has no variance of its own, and a few can agree by chance: the frozen models' is the least that is believed.
  const adaptedVariance =
    adapted.length > 1 ? Math.max(line.residualVariance, residuals.variance) : line.residualVariance;
  const distance = computeSampleMoments(adaptedX).mean - line.meanX;
  const variance =
    adaptedVariance / adapted.length +
    line.residualVariance * (1 / line.count + square(distance) / line.squaresX);
  const pointsPerUnit = computeNormalDensity(computeSampleMoments(adaptedY).mean);
  return ok(
    describeExcess(-residuals.mean * pointsPerUnit, Math.sqrt(variance) * pointsPerUnit, line.count - 2),
  );
}

/** Two frozen models above and two below the median of the adapted ones. */
function hasOverlap(frozenX: readonly number[], adaptedX: readonly number[]): boolean {
  if (adaptedX.length === 0) return false;
  const sorted = [...adaptedX].sort((a, b) => a - b);
  const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  return frozenX.filter((x) => x > median).length >= 2 && frozenX.filter((x) => x < median).length >= 2;
}
