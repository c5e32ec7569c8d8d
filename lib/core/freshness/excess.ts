import { computeStudentQuantile, computeStudentUpperTail } from '../statistics/student-distribution';

/** In what an excess is told: points of the score, or hundredths of the loss (of its logarithm). Of either .01 is one. */
export const excessUnits = ['points', 'percent-of-loss'] as const;
export type ExcessUnit = (typeof excessUnits)[number];

/** δ, the least excess that matters: a point, or 5 % of a loss, which is a point where a fifth of the answers is wrong. */
export const excessTolerances: Readonly<Record<ExcessUnit, number>> = {
  points: 0.01,
  'percent-of-loss': 0.05,
};

/**
 * By how much scores exceed what the models are worth, in hundredths of its unit, with what its one-sided limits and test are
 * made of. All limits are one-sided: what is asked is whether scores are too high.
 */
export type Excess = {
  readonly unit: ExcessUnit;
  readonly estimate: number;
  readonly standardError: number;
  /** Of Student's t. */
  readonly degreesOfFreedom: number;
  /** Below the truth in 95 % (99 %) of rounds. */
  readonly lower95: number;
  readonly lower99: number;
  /** Above the truth in 95 % of rounds. */
  readonly upper95: number;
  /** One-sided, of no excess. */
  readonly pValue: number;
};

/**
 * Limits and test of an estimate by Student's t. With an error of 0 the limits are the estimate, and the p-value is 0 above 0,
 * else 1.
 * @param standardError finite, at least 0
 */
export function describeExcess(
  unit: ExcessUnit,
  {
    estimate,
    standardError,
    degreesOfFreedom,
  }: Pick<Excess, 'estimate' | 'standardError' | 'degreesOfFreedom'>,
): Excess {
  const reach95 = computeStudentQuantile(0.95, degreesOfFreedom) * standardError;
  const reach99 = computeStudentQuantile(0.99, degreesOfFreedom) * standardError;
  const t = estimate / standardError;
  return {
    unit,
    estimate,
    standardError,
    degreesOfFreedom,
    lower95: estimate - reach95,
    lower99: estimate - reach99,
    upper95: estimate + reach95,
    pValue: standardError > 0 ? computeStudentUpperTail(t, degreesOfFreedom) : estimate > 0 ? 0 : 1,
  };
}
