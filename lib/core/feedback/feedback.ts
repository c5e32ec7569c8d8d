import type { FeedbackPolicyName } from '../benchmark';

export const feedbackOutcomes = ['improved', 'no_improvement', 'score', 'withheld'] as const;
export type FeedbackOutcome = (typeof feedbackOutcomes)[number];

/** What a participant is told about one submission. The keys are those of the API. */
export type Feedback = {
  readonly policy: FeedbackPolicyName;
  readonly outcome: FeedbackOutcome;
  readonly score: number | null;
  readonly standard_error: number | null;
  readonly smallest_detectable: number | null;
  readonly answers_used: number;
  readonly answers_left: number;
  readonly exposure_before: number | null;
  readonly exposure_after: number | null;
  /** When the official rank comes: the round's close. */
  readonly official_at: string;
};
