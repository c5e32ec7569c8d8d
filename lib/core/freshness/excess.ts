import { computeUpperTail } from '../statistics/normal-distribution';
import { computeStudentQuantile, computeStudentUpperTail } from '../statistics/student-distribution';

/** δ: an excess of one point, the least that matters. A share of 1, as are all scores here. */
export const excessTolerance = 0.01;

/**
 * By how much scores exceed what the models are worth, as a share of 1 (0.01 is one point), with what its one-sided limits
 * and test are made of. All limits are one-sided: what is asked is whether scores are too high.
 */
export type Excess = {
  readonly estimate: number;
  readonly standardError: number;
  /** Of Student's t; null where the normal distribution serves. */
  readonly degreesOfFreedom: number | null;
  /** Below the truth in 95 % (99 %) of rounds. */
  readonly lower95: number;
  readonly lower99: number;
  /** Above the truth in 95 % of rounds. */
  readonly upper95: number;
  /** One-sided, of no excess. */
  readonly pValue: number;
  /** The excess that a test at 5 % finds in 80 % of rounds: 2.49·SE, of Φ⁻¹(.95) + Φ⁻¹(.8). */
  readonly smallestDetectable: number;
};

/** Φ⁻¹(.95) and Φ⁻¹(.99). */
const normalQuantiles = [1.6448536269514722, 2.3263478740408408] as const;

/**
 * Limits and test of an estimate. With an error of 0 the limits are the estimate, and the p-value is 0 above 0, else 1.
 * @param standardError finite, at least 0
 * @param degreesOfFreedom of Student's t, or null for the normal distribution
 */
export function describeExcess(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number | null,
): Excess {
  const [quantile95, quantile99] =
    degreesOfFreedom === null
      ? normalQuantiles
      : [computeStudentQuantile(0.95, degreesOfFreedom), computeStudentQuantile(0.99, degreesOfFreedom)];
  return {
    estimate,
    standardError,
    degreesOfFreedom,
    lower95: estimate - quantile95 * standardError,
    lower99: estimate - quantile99 * standardError,
    upper95: estimate + quantile95 * standardError,
    pValue: computePValue(estimate, standardError, degreesOfFreedom),
    smallestDetectable: 2.49 * standardError,
  };
}

function computePValue(estimate: number, standardError: number, degreesOfFreedom: number | null): number {
  if (standardError === 0) return estimate > 0 ? 0 : 1;
  const t = estimate / standardError;
  return degreesOfFreedom === null ? computeUpperTail(t) : computeStudentUpperTail(t, degreesOfFreedom);
}
