import { type AnswerTally, countAnswers, countAnswersByExposure } from '../exposure/exposure';
import type { AnswerRules } from './decide-answer';

/** Answers that a group has had, and can still have: at least, however they turn out, and at most, where none is an announcement. */
export type AnswerCounts = { readonly used: number; readonly left: number; readonly leftMax: number };

type CountedRules = Pick<AnswerRules, 'policy' | 'answersCap' | 'feedbackCount'> & {
  readonly quotaPerRound: number;
};

/**
 * Answers that a group has had, and that it can still have: what the nearest of the round's stops leaves, its cap and its exposure. Withheld
 * ones don't count.
 */
export function computeAnswerCounts(rules: CountedRules, ofGroup: AnswerTally): AnswerCounts {
  const used = countAnswers(ofGroup);
  const leftByCap = Math.max(0, leaveByCap(rules, used));
  if (leftByCap === 0) return { used, left: 0, leftMax: 0 };
  const { least, most } = countAnswersByExposure(rules, ofGroup, leftByCap);
  return { used, left: Math.min(leftByCap, least), leftMax: Math.min(leftByCap, most) };
}

/** Under `exact` only the quota ends them, so what is left is what the quota leaves at the most. */
function leaveByCap({ policy, answersCap, quotaPerRound }: CountedRules, used: number): number {
  return (answersCap ?? (policy === 'exact' ? quotaPerRound : 0)) - used;
}
