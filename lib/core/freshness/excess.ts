import { computeProbitScore } from '../equating/link-scale';
import type { ExcessScale } from '../metrics/metric';
import { exp, log } from '../statistics/exact-math';
import { computeNormalCdf, computeNormalDensity } from '../statistics/normal-distribution';
import { computeStudentQuantile, computeStudentUpperTail } from '../statistics/student-distribution';
import { computeMean } from '../statistics/sums';

/** Unit of an excess: points of the score, or hundredths of the loss (of its logarithm). In both units .01 is displayed as 1. */
export const excessUnits = ['points', 'percent-of-loss'] as const;

export type ExcessUnit = (typeof excessUnits)[number];

/**
 * Measured overfitting (a gap or a drop): the excess of scores over the models' true values, in hundredths of its unit, with
 * its two-sided 95 % interval.
 */
export type Excess = {
  readonly unit: ExcessUnit;
  readonly estimate: number;
  readonly standardError: number;
  /** Degrees of freedom of Student's t in the interval and the test. */
  readonly degreesOfFreedom: number;
  readonly lower: number;
  readonly upper: number;
  /** One-sided p-value of the hypothesis that there is no excess: at most .025 where `lower` is above 0. */
  readonly pValue: number;
};

export type ExcessEstimate = Pick<Excess, 'estimate' | 'standardError' | 'degreesOfFreedom'>;

/**
 * Computes the interval and the test of an estimate by Student's t. With a standard error of 0 both bounds equal the
 * estimate, and the p-value is 0 for an estimate above 0, else 1.
 * @param estimated the standard error must be finite and at least 0
 */
export function describeExcess(unit: ExcessUnit, estimated: ExcessEstimate): Excess {
  const { estimate, standardError, degreesOfFreedom } = estimated;
  const reach = computeStudentQuantile(0.975, degreesOfFreedom) * standardError;
  return {
    unit,
    estimate,
    standardError,
    degreesOfFreedom,
    lower: estimate - reach,
    upper: estimate + reach,
    pValue:
      standardError > 0
        ? computeStudentUpperTail(estimate / standardError, degreesOfFreedom)
        : estimate > 0
          ? 0
          : 1,
  };
}

/** Formats an excess with its unit: 1.40 points, 12.00 % of the loss. */
export function formatExcess(excess: number, unit: ExcessUnit, decimals = 2): string {
  return `${formatSignedHundredths(excess, decimals)} ${unit === 'points' ? 'points' : '% of the loss'}`;
}

/** Formats an excess like `formatExcess`, but without the unit. */
export function formatSignedHundredths(excess: number, decimals = 2): string {
  const digits = (100 * excess).toFixed(decimals);
  return Number(digits) === 0 ? digits.replace('-', '') : digits.replace('-', '−');
}

/** A published score and its number of items. */
export type ScoreOfItems = { readonly score: number; readonly itemCount: number };

type ScaleRule = {
  readonly unit: ExcessUnit;
  /**
   * Converts the pseudo-values of a split, whose mean is the score, to the scale of the gap; null where the scale has no
   * value.
   */
  readonly scaleValues: (values: Float64Array) => Float64Array | null;
  /** Converts a score to the scale of the drop, where more is better; null where the scale has no value. */
  readonly scaleScore: (score: ScoreOfItems) => number | null;
  /** Converts a value y on the scale of the drop to a score, without clipping to the metric's range. */
  readonly scoreAt: (y: number) => number;
  /** Derivative of the excess, in its unit, with respect to the drop's scale at y. */
  readonly slopeAt: (y: number) => number;
};

const shares: ScaleRule = {
  unit: 'points',
  scaleValues: (values) => values,
  scaleScore: computeProbitScore,
  scoreAt: computeNormalCdf,
  slopeAt: computeNormalDensity,
};

/** A correlation θ is rescaled to (1 + θ)/2, between 0 and 1, so one point of the rescaled value is two points of θ. */
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

/**
 * For a metric that is the root of a mean: the negative logarithm of the root is half the negative logarithm of the mean.
 */
const rootLosses: ScaleRule = { ...losses, scaleValues: (values) => takeLogarithm(values, 0.5) };

/**
 * For R²: −½ ln(1 − R²) of two models differs by the same amount as −½ ln of their mean squares, since both have the same
 * labels.
 */
const explained: ScaleRule = {
  ...rootLosses,
  scaleScore: ({ score }) => (score < 1 ? -log(1 - score) / 2 : null),
  scoreAt: (y) => 1 - exp(-2 * y),
};

/** Transformations of pseudo-values and scores for each scale. */
export const excessScaleRules: Readonly<Record<ExcessScale, ScaleRule>> = {
  share: shares,
  area: shares,
  correlation: correlations,
  loss: losses,
  'root-loss': rootLosses,
  explained,
};

/** Computes pseudo-values of −f·ln θ, θ the mean of the losses ℓ: −f·(ln θ + (ℓ − θ)/θ). A mean of 0 has no logarithm. */
function takeLogarithm(losses: Float64Array, factor: number): Float64Array | null {
  const mean = computeMean(losses);
  if (mean === 0) return null;
  const center = log(mean);
  return losses.map((loss) => -factor * (center + (loss - mean) / mean));
}
