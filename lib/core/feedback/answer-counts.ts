import type { AnswerTally } from '../exposure/effective-answers';
import type { AnswerRules } from './decide-answer';

export type AnswerCounts = { readonly used: number; readonly left: number };

export const countAnswers = ({ scores, announcements, refusals }: AnswerTally): number =>
  scores + announcements + refusals;

/** The sum of several tallies: what a group of linked teams has had. */
export function addTallies(tallies: readonly AnswerTally[]): AnswerTally {
  const sum = (count: (tally: AnswerTally) => number) =>
    tallies.reduce((total, tally) => total + count(tally), 0);
  return {
    scores: sum((tally) => tally.scores),
    announcements: sum((tally) => tally.announcements),
    refusals: sum((tally) => tally.refusals),
  };
}

/**
 * Answers that a group has had and can still have. Withheld ones don't count. Under `exact` only the quota ends them, so what is
 * left is what the quota leaves at the most.
 */
export function computeAnswerCounts(
  {
    policy,
    answersCap,
    quotaPerRound,
  }: Pick<AnswerRules, 'policy' | 'answersCap'> & { quotaPerRound: number },
  ofGroup: AnswerTally,
): AnswerCounts {
  const used = countAnswers(ofGroup);
  const cap = answersCap ?? (policy === 'exact' ? quotaPerRound : 0);
  return { used, left: Math.max(0, cap - used) };
}
