import { computeStudentQuantile, computeStudentUpperTail } from '../statistics/student-distribution';

/** Unit of an excess: points of the score, or hundredths of the loss (of its logarithm). Of either .01 is one. */
export const excessUnits = ['points', 'percent-of-loss'] as const;
export type ExcessUnit = (typeof excessUnits)[number];

/** By how much scores exceed what the models are worth, in hundredths of its unit, with its two-sided 95 % interval. */
export type Excess = {
  readonly unit: ExcessUnit;
  readonly estimate: number;
  readonly standardError: number;
  /** Of Student's t. */
  readonly degreesOfFreedom: number;
  readonly lower: number;
  readonly upper: number;
  /** One-sided, of no excess: at most .025 where `lower` is above 0. */
  readonly pValue: number;
};

export type ExcessEstimate = Pick<Excess, 'estimate' | 'standardError' | 'degreesOfFreedom'>;

/**
 * Interval and test of an estimate by Student's t. With an error of 0 the limits are the estimate, and the p-value is 0 above 0,
 * else 1.
 * @param estimated its standard error finite, at least 0
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

/** An excess in its unit: 1.40 points, 12.00 % of the loss. */
export function formatExcess(excess: number, unit: ExcessUnit, decimals = 2): string {
  return `${formatSignedHundredths(excess, decimals)} ${unit === 'points' ? 'points' : '% of the loss'}`;
}

/** The same without its unit. */
export function formatSignedHundredths(excess: number, decimals = 2): string {
  const digits = (100 * excess).toFixed(decimals);
  return Number(digits) === 0 ? digits.replace('-', '') : digits.replace('-', '−');
}
