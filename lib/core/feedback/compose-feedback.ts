import { computeGroupExposure, type FeedbackTally } from '../exposure/exposure';
import { type FeedbackRules, givesNoFeedback } from './decide-feedback';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import type { Feedback, FeedbackDecision } from './feedback';
import { computeFeedbackCounts } from './feedback-counts';
import { roundToDecimals } from './rounding';

/**
 * Composes the feedback on one submission while its round is open. The feedback depends on the decision and on feedback
 * counts that the team knows. Since a score that isn't reported is no argument of this function, the feedback can't leak it.
 * @param before feedback tally of the team's group before this feedback; `after` is the tally after it
 */
export function composeFeedback(input: {
  rules: Pick<FeedbackRules, 'policy' | 'feedbackCount' | 'feedbackCap'> & {
    quotaPerRound: number;
  };
  decision: FeedbackDecision;
  before: FeedbackTally;
  after: FeedbackTally;
  officialAt: Date;
}): Disclosed<Feedback> {
  const { rules, decision, before, after } = input;
  const { used, left, leftMax } = computeFeedbackCounts(rules, after);
  const exposureOf = (tally: FeedbackTally): number | null =>
    givesNoFeedback(rules) ? null : roundToDecimals(computeGroupExposure(rules, tally), 4);
  return disclose({
    policy: rules.policy,
    outcome: decision.outcome,
    reason: decision.outcome === 'withheld' ? decision.reason : null,
    score:
      decision.outcome === 'improved'
        ? decision.estimate
        : decision.outcome === 'score'
          ? decision.score
          : null,
    standard_error:
      decision.outcome === 'improved' || decision.outcome === 'score' ? decision.standardError : null,
    beaten: decision.outcome === 'improved' ? decision.beaten : null,
    feedback_used: used,
    feedback_left: left,
    feedback_left_max: leftMax,
    exposure_before: exposureOf(before),
    exposure_after: exposureOf(after),
    official_at: input.officialAt.toISOString(),
  });
}
