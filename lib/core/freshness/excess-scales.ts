import { computeProbitScore } from '../equating/probit-score';
import type { ExcessScale } from '../metrics/excess-scale';
import { computeMean } from '../statistics/compensated-sum';
import { exp, log } from '../statistics/exact-math';
import { computeNormalCdf, computeNormalDensity } from '../statistics/normal-distribution';
import type { ExcessUnit } from './excess';

/** A published score and how many items it is of. */
export type ScoreOfItems = { readonly score: number; readonly itemCount: number };

type ScaleRule = {
  readonly unit: ExcessUnit;
  /** A part's pseudo-values, of which the score is made, as they are on the gap's scale; null where that has no value. */
  readonly scaleValues: (values: Float64Array) => Float64Array | null;
  /** A score on the drop's scale, where more is better; null where that has no value. */
  readonly scaleScore: (score: ScoreOfItems) => number | null;
  /** The score that lies at y on it, unclipped. */
  readonly scoreAt: (y: number) => number;
  /** By how much the unit moves for a step on the drop's scale at y. */
  readonly slopeAt: (y: number) => number;
};

const shares: ScaleRule = {
  unit: 'points',
  scaleValues: (values) => values,
  scaleScore: computeProbitScore,
  scoreAt: computeNormalCdf,
  slopeAt: computeNormalDensity,
};

/** θ as (1 + θ)/2, which lies between 0 and 1, where a point of it is two of θ. */
const correlations: ScaleRule = {
  unit: 'points',
  scaleValues: (values) => values,
  scaleScore: ({ score, itemCount }) => computeProbitScore({ score: (1 + score) / 2, itemCount }),
  scoreAt: (y) => 2 * computeNormalCdf(y) - 1,
  slopeAt: (y) => 2 * computeNormalDensity(y),
};

const losses: ScaleRule = {
  unit: 'percent-of-loss',
  scaleValues: (values) => takeLogarithm(values, 1),
  scaleScore: ({ score }) => (score > 0 ? -log(score) : null),
  scoreAt: (y) => exp(-y),
  slopeAt: () => 1,
};

/** −ln of a root is −½ ln of what stands below it. */
const rootLosses: ScaleRule = { ...losses, scaleValues: (values) => takeLogarithm(values, 0.5) };

/** Two models' −½ ln(1 − R²) differ by what −½ ln of their mean squares do, since both have the same labels. */
const explained: ScaleRule = {
  ...rootLosses,
  scaleScore: ({ score }) => (score < 1 ? -log(1 - score) / 2 : null),
  scoreAt: (y) => 1 - exp(-2 * y),
};

/** Of each scale, how pseudo-values and scores are put on it. */
export const excessScaleRules: Readonly<Record<ExcessScale, ScaleRule>> = {
  share: shares,
  area: shares,
  correlation: correlations,
  loss: losses,
  'root-loss': rootLosses,
  explained,
};

/** Pseudo-values of −f·ln θ, θ the mean of the losses ℓ: −f·(ln θ + (ℓ − θ)/θ). A mean of 0 has no logarithm. */
function takeLogarithm(losses: Float64Array, factor: number): Float64Array | null {
  const mean = computeMean(losses);
  if (mean === 0) return null;
  const center = log(mean);
  return losses.map((loss) => -factor * (center + (loss - mean) / mean));
}
