import {
  chooseAnchors,
  type FrozenVersion,
  findVersion,
  isProven,
  listVersions,
  type RankedRound,
  type RankedVersion,
} from '../equating/anchors';
import { computeSampleMoments } from '../equating/link-scale';
import type { ExcessScale } from '../metrics/metric';
import { ok, type Result, refuse } from '../result';
import { square } from '../statistics/exact-math';
import { describeExcess, type Excess, excessScaleRules, type ScoreOfItems } from './excess';

/** One model's scores in two rounds. */
export type ScorePair = {
  readonly model: string;
  readonly earlier: ScoreOfItems;
  readonly later: ScoreOfItems;
};

/** The same models in two rounds, grouped by whether they could have learnt from the earlier round. */
export type RoundPair = {
  readonly earlierRound: number;
  readonly laterRound: number;
  /** Models that were frozen before the earlier round opened, so they can't have learnt from its feedback. */
  readonly frozen: readonly ScorePair[];
  /** Models that were submitted while the earlier round gave feedback. */
  readonly adapted: readonly ScorePair[];
};

/** Reasons why a drop can't be measured. */
export type DropRefusal = 'few-frozen-models' | 'no-adapted-models' | 'perfect-score' | 'frozen-models-alike';

/** Minimum number of frozen models; fewer don't determine the line that the adapted models are compared with. */
export const anchorCountMin = 6;

/**
 * Drop of the adapted models between two rounds: how much more of their score they lost than equally good frozen models, in
 * the unit of the metric's scale in the later round. x and y are the scores of the earlier and the later round on that scale
 * (shares by Φ⁻¹, losses by −ln). The line y = a + bx is fitted to the frozen models only. So a harder later round, or a
 * smaller spread of models there, changes the line and not the drop. With r_i = y_i − (a + b·x_i) of the adapted models,
 *
 * T = −r̄_A / √(s_A²/m_A + s_F²(1/m_F + (x̄_A − x̄_F)²/S_xx)), s_A² = max(s_F², var r_A), on m_F − 2 degrees of freedom.
 *
 * The last term is the error of extrapolation, so adapted models may be better than all frozen models. Converted to the
 * unit, the drop is −r̄_A times the derivative at ȳ_A, and its error is converted likewise (delta method). The linear
 * relation of probit scores between test sets is that of Recht et al. 2019 (arXiv 1902.10811) and Miller et al. 2021 (arXiv
 * 2107.04649).
 *
 * Returns an error for fewer than 6 frozen models, for no adapted model, for a score without a value on the scale (a loss of
 * 0, an R² of 1), and for frozen models with equal scores in the earlier round or without residuals, since the line has no
 * error then.
 */
export function computeDrop({ frozen, adapted }: RoundPair, scale: ExcessScale): Result<Excess, DropRefusal> {
  if (frozen.length < anchorCountMin) return refuse('few-frozen-models');
  if (adapted.length === 0) return refuse('no-adapted-models');
  const [ofFrozen, ofAdapted] = [scalePairs(frozen, scale), scalePairs(adapted, scale)];
  if (ofFrozen === null || ofAdapted === null) return refuse('perfect-score');
  const line = fitLine(ofFrozen.x, ofFrozen.y);
  if (line === null || !(line.residualVariance > 0)) return refuse('frozen-models-alike');

  const residuals = computeSampleMoments(
    ofAdapted.y.map((y, i) => y - line.intercept - line.slope * ofAdapted.x[i]!),
  );
  // A single adapted model has no variance, and a few may agree by chance, so the variance is at least that of the frozen
  // models.
  const adaptedVariance =
    adapted.length > 1 ? Math.max(line.residualVariance, residuals.variance) : line.residualVariance;
  const distance = computeSampleMoments(ofAdapted.x).mean - line.meanX;
  const variance =
    adaptedVariance / adapted.length +
    line.residualVariance * (1 / line.count + square(distance) / line.squaresX);
  const { unit, slopeAt } = excessScaleRules[scale];
  const perStep = slopeAt(computeSampleMoments(ofAdapted.y).mean);
  return ok(
    describeExcess(unit, {
      estimate: -residuals.mean * perStep,
      standardError: Math.sqrt(variance) * perStep,
      degreesOfFreedom: line.count - 2,
    }),
  );
}

/** Converts pairs of scores to the scale; null if one of the scores has no value there. */
function scalePairs(pairs: readonly ScorePair[], scale: ExcessScale): { x: number[]; y: number[] } | null {
  const { scaleScore } = excessScaleRules[scale];
  const x = pairs.map(({ earlier }) => scaleScore(earlier)).filter((value) => value !== null);
  const y = pairs.map(({ later }) => scaleScore(later)).filter((value) => value !== null);
  return x.length === pairs.length && y.length === pairs.length ? { x, y } : null;
}

/** A least-squares line y = intercept + slope·x, with the quantities from which errors of its values are computed. */
export type LineFit = {
  readonly count: number;
  readonly intercept: number;
  readonly slope: number;
  readonly meanX: number;
  /** S_xx = Σ(x − x̄)². */
  readonly squaresX: number;
  /** Residual variance, divisor m − 2. */
  readonly residualVariance: number;
};

/**
 * Fits a line by ordinary least squares.
 * @returns null where a line or its residual variance isn't determined: fewer than 3 points, or all x equal
 */
export function fitLine(x: readonly number[], y: readonly number[]): LineFit | null {
  const count = x.length;
  if (count < 3) return null;
  const { mean: meanX, variance } = computeSampleMoments(x);
  const { mean: meanY } = computeSampleMoments(y);
  if (!(variance > 0)) return null;
  const squaresX = variance * (count - 1);
  const slope = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0) / squaresX;
  const residuals = x.reduce((sum, value, i) => sum + square(y[i]! - meanY - slope * (value - meanX)), 0);
  return {
    count,
    intercept: meanY - slope * meanX,
    slope,
    meanX,
    squaresX,
    residualVariance: residuals / (count - 2),
  };
}

/**
 * Pairs the scores of all model versions that two rounds have in common. `frozen` versions were frozen before the earlier
 * round opened: by proof, or also because a maintainer vouches for them if too few are frozen by proof. `adapted` versions
 * were submitted while the earlier round was open. An entry of a label holder doesn't depend on feedback, so it is never
 * adapted; it may be frozen if a maintainer vouches for it.
 */
export function composeRoundPair(earlier: RankedRound, later: RankedRound): RoundPair {
  const frozen: FrozenVersion<ScorePair>[] = [];
  const adapted: ScorePair[] = [];
  for (const before of listVersions(earlier)) {
    const after = findVersion(later, before);
    if (!after) continue;
    const value: ScorePair = {
      model: `${before.model} ${before.version}`,
      earlier: { score: before.score, itemCount: earlier.itemCount },
      later: { score: after.score, itemCount: later.itemCount },
    };
    if (earlier.isFrozen(before)) {
      // A version that doesn't count as frozen in the later round may be a different model in that round.
      if (later.isFrozen(after))
        frozen.push({ model: before.model, isProven: isProven(before) && isProven(after), value });
    } else if (isAdapted(before)) adapted.push(value);
  }
  return {
    earlierRound: earlier.round,
    laterRound: later.round,
    frozen: chooseAnchors(frozen, anchorCountMin),
    adapted,
  };
}

const isAdapted = ({ evidence, kind }: RankedVersion): boolean => evidence === 'in-round' && kind === 'entry';
