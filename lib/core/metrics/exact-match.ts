import type { Result } from '../result';
import type { TextScorable } from './scorable/scorable';
import type { UndefinedMetric } from './scorable/undefined-metric';
import { averageItems, scoreItems } from './text/average-items';
import { normaliseAnswer } from './text/normalise-answer';

/**
 * Share of items whose answer equals an accepted one after `normaliseAnswer` on both: the mean of `compute_exact` of SQuAD's
 * evaluation script 2.0 (Rajpurkar et al. 2018, arXiv 1806.03822). Range 0 to 1, higher is better. An empty answer counts as
 * wrong, unless an accepted one is empty after normalisation, as "The" is. Undefined for n = 0 (`no-items`).
 */
export const computeExactMatch = (s: TextScorable): Result<number, UndefinedMetric> =>
  averageItems(s, scoreExactMatch);

/** For each item 1 or 0. */
export const findExactMatches = (s: TextScorable): Float64Array => scoreItems(s, scoreExactMatch);

const scoreExactMatch = (answer: string, accepted: readonly string[]): number =>
  isExactMatch(answer, accepted) ? 1 : 0;

/** Whether an answer equals one of the accepted ones after `normaliseAnswer` on both. False for no accepted answers. */
export function isExactMatch(answer: string, accepted: readonly string[]): boolean {
  const normalised = normaliseAnswer(answer);
  return accepted.some((other) => normaliseAnswer(other) === normalised);
}
