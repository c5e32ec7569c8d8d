import { computeGroupExposure, type FeedbackTally } from '../exposure/exposure';
import { type FeedbackRules, givesNoFeedback } from './decide-feedback';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import type { Feedback } from './feedback';
import { computeFeedbackCounts } from './feedback-counts';
import type { Answer } from './feedback-decision';
import { roundToDecimals } from './rounding';

/**
 * Composes the feedback on one submission while its round is open. It depends on the decision and on counts of feedback, which
 * the team knows itself; no score is an argument, so none can leak here.
 * @param before feedback to the team's group before this one; `after` with it
 */
export function composeFeedback(input: {
  rules: Pick<FeedbackRules, 'policy' | 'feedbackCount' | 'feedbackCap'> & {
    quotaPerRound: number;
  };
  answer: Answer;
  before: FeedbackTally;
  after: FeedbackTally;
  officialAt: Date;
}): Disclosed<Feedback> {
  const { rules, answer, before, after } = input;
  const { used, left, leftMax } = computeFeedbackCounts(rules, after);
  const exposureOf = (tally: FeedbackTally): number | null =>
    givesNoFeedback(rules) ? null : roundToDecimals(computeGroupExposure(rules, tally), 4);
  return disclose({
    policy: rules.policy,
    outcome: answer.outcome,
    reason: answer.outcome === 'withheld' ? answer.reason : null,
    score: answer.outcome === 'improved' ? answer.estimate : answer.outcome === 'score' ? answer.score : null,
    standard_error: answer.outcome === 'improved' || answer.outcome === 'score' ? answer.standardError : null,
    beaten: answer.outcome === 'improved' ? answer.beaten : null,
    feedback_used: used,
    feedback_left: left,
    feedback_left_max: leftMax,
    exposure_before: exposureOf(before),
    exposure_after: exposureOf(after),
    official_at: input.officialAt.toISOString(),
  });
}
