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

type CountedRules = Pick<AnswerRules, 'policy' | 'answersCap'> & { readonly quotaPerRound: number };

/**
 * Answers that a group has had, and that it can still have at least: what the nearest of the round's stops leaves. Withheld ones don't count.
 */
export function computeAnswerCounts(rules: CountedRules, ofGroup: AnswerTally): AnswerCounts {
  const left = Math.min(...stops.map((leave) => leave(rules, ofGroup)));
  return { used: countAnswers(ofGroup), left: Math.max(0, left) };
}

/** What ends the answers of a group in a round, each with how many it leaves. */
const stops: readonly ((rules: CountedRules, ofGroup: AnswerTally) => number)[] = [leaveByCap];

/** Under `exact` only the quota ends them, so what is left is what the quota leaves at the most. */
function leaveByCap({ policy, answersCap, quotaPerRound }: CountedRules, ofGroup: AnswerTally): number {
  return (answersCap ?? (policy === 'exact' ? quotaPerRound : 0)) - countAnswers(ofGroup);
}
