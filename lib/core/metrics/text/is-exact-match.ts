import { normaliseAnswer } from './normalise-answer';

/** Whether an answer equals one of the accepted ones after `normaliseAnswer` on both. False for no accepted answers. */
export function isExactMatch(answer: string, accepted: readonly string[]): boolean {
  const normalised = normaliseAnswer(answer);
  return accepted.some((other) => normaliseAnswer(other) === normalised);
}
