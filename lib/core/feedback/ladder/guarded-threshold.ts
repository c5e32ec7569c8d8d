import { computeNormalQuantile } from '../../statistics/normal-distribution';

/** The chance that a whole round of answers about files no better than the incumbent holds an announcement, at most. */
const falseAnnouncementMax = 0.05;

/**
 * The level of each of K answers, 0.05/K. While every answer is "no improvement", a deterministic analyst's questions are
 * fixed in advance, so the union bound holds: any false announcement has probability K·0.05/K at most.
 * Throws unless K is a positive whole number.
 */
export function computeGuardedLevel(answersCap: number): number {
  if (!(Number.isInteger(answersCap) && answersCap >= 1))
    throw new RangeError(`a ladder needs a cap of one answer or more, got ${answersCap}`);
  return falseAnnouncementMax / answersCap;
}

/** t_K = Φ⁻¹(1 − 0.05/K), in standard errors of the paired difference: 1.645 for K = 1, 2.935 for 30, 3.803 for 700. */
export function computeGuardedThreshold(answersCap: number): number {
  return -computeNormalQuantile(computeGuardedLevel(answersCap));
}
