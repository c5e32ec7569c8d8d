import type { FeedbackPolicyName, MetricName } from '../benchmark';
import type { ScoreEstimate } from '../leaderboard/score-estimate';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import type { Feedback } from './feedback';
import { publishedNumber } from './published-number';

/** Half the width of a 95 % normal interval, in standard errors. */
const z95 = 1.959963984540054;

/**
 * The answer to one submission while its round is open.
 * @param feedbackPart the score on the feedback part, or null where the metric is undefined on it. The final part isn't
 * an argument, so it can't slip out here.
 */
export function composeFeedback(input: {
  policy: FeedbackPolicyName;
  metric: MetricName;
  feedbackPart: ScoreEstimate | null;
  answersUsed: number;
  answersLeft: number;
  officialAt: Date;
}): Disclosed<Feedback> {
  const told = input.policy === 'exact' ? input.feedbackPart : null;
  return disclose({
    policy: input.policy,
    outcome: told ? 'score' : 'withheld',
    score: told ? publishedNumber(input.metric, told.score) : null,
    standard_error: told
      ? publishedNumber(input.metric, (told.interval.upper - told.interval.lower) / (2 * z95))
      : null,
    smallest_detectable: null,
    answers_used: input.answersUsed,
    answers_left: input.answersLeft,
    exposure_before: null,
    exposure_after: null,
    official_at: input.officialAt.toISOString(),
  });
}
