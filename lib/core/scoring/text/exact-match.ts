import { normaliseAnswer } from './normalise-answer';

/**
 * Whether an answer equals one of the accepted ones after `normaliseAnswer` on both: `compute_exact` of SQuAD's evaluation
 * script 2.0. As a score 1 or 0; its mean over items is the exact match, range 0 to 1, higher is better. False for no
 * accepted answers; an empty answer matches an empty accepted one.
 */
export function isExactMatch(answer: string, accepted: readonly string[]): boolean {
  const normalised = normaliseAnswer(answer);
  return accepted.some((other) => normaliseAnswer(other) === normalised);
}
