import { type AnswerTally, countAnswers, countAnswersByExposure } from '../exposure/exposure';
import type { AnswerRules } from './decide-answer';

/** Feedback that a group has had, and can still get: at least, over all outcomes, and at most, if none is an improvement. */
export type AnswerCounts = { readonly used: number; readonly left: number; readonly leftMax: number };

type CountedRules = Pick<AnswerRules, 'policy' | 'answersCap' | 'feedbackCount'> & {
  readonly quotaPerRound: number;
};

/**
 * Counts the feedback that a group has had, and can still get up to the nearest of the round's stops, its cap and its exposure.
 * Withheld feedback doesn't count.
 */
export function computeAnswerCounts(rules: CountedRules, ofGroup: AnswerTally): AnswerCounts {
  const used = countAnswers(ofGroup);
  const leftByCap = Math.max(0, leaveByCap(rules, used));
  if (leftByCap === 0) return { used, left: 0, leftMax: 0 };
  const { least, most } = countAnswersByExposure(rules, ofGroup, leftByCap);
  return { used, left: Math.min(leftByCap, least), leftMax: Math.min(leftByCap, most) };
}

/** Under `exact` only the quota ends feedback, so the quota is its maximum. */
function leaveByCap({ policy, answersCap, quotaPerRound }: CountedRules, used: number): number {
  return (answersCap ?? (policy === 'exact' ? quotaPerRound : 0)) - used;
}
