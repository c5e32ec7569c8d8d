import { type AnswerTally, computeGroupExposure } from '../exposure/exposure';
import type { Answer } from './answer';
import { computeAnswerCounts } from './answer-counts';
import { type AnswerRules, answersNothing } from './decide-answer';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import type { Feedback } from './feedback';
import { roundToDecimals } from './rounding';

/**
 * Composes the feedback on one submission while its round is open. It depends on the decision and on counts of feedback, which
 * the team knows itself; no score is an argument, so none can leak here.
 * @param before feedback to the team's group before this one; `after` with it
 */
export function composeFeedback(input: {
  rules: Pick<AnswerRules, 'policy' | 'feedbackCount' | 'answersCap'> & {
    quotaPerRound: number;
  };
  answer: Answer;
  before: AnswerTally;
  after: AnswerTally;
  officialAt: Date;
}): Disclosed<Feedback> {
  const { rules, answer, before, after } = input;
  const { used, left, leftMax } = computeAnswerCounts(rules, after);
  const exposureOf = (tally: AnswerTally): number | null =>
    answersNothing(rules) ? null : roundToDecimals(computeGroupExposure(rules, tally), 4);
  return disclose({
    policy: rules.policy,
    outcome: answer.outcome,
    reason: answer.outcome === 'withheld' ? answer.reason : null,
    score: answer.outcome === 'improved' ? answer.estimate : answer.outcome === 'score' ? answer.score : null,
    standard_error: answer.outcome === 'improved' || answer.outcome === 'score' ? answer.standardError : null,
    beaten: answer.outcome === 'improved' ? answer.beaten : null,
    answers_used: used,
    answers_left: left,
    answers_left_max: leftMax,
    exposure_before: exposureOf(before),
    exposure_after: exposureOf(after),
    official_at: input.officialAt.toISOString(),
  });
}
