import type { FeedbackPolicyName } from '../benchmark';
import type { WithheldReason } from './feedback-decision';
import type { BeatenFile } from './ladder/beaten-file';

export const feedbackOutcomes = ['improved', 'no_improvement', 'score', 'withheld'] as const;
export type FeedbackOutcome = (typeof feedbackOutcomes)[number];

/** Feedback on one submission. The keys are those of the API. */
export type Feedback = {
  readonly policy: FeedbackPolicyName;
  readonly outcome: FeedbackOutcome;
  /** Reason for withholding it; null where it isn't withheld. */
  readonly reason: WithheldReason | null;
  readonly score: number | null;
  readonly standard_error: number | null;
  /** For an improvement, the file that it beat; null otherwise. */
  readonly beaten: BeatenFile | null;
  /** Feedback to the team and all teams linked with it, this one included. */
  readonly feedback_used: number;
  /** Remaining feedback at least, and at most: if none is an improvement. */
  readonly feedback_left: number;
  readonly feedback_left_max: number;
  /** Exposure of the feedback split by the feedback to the same teams; 1 is used up. */
  readonly exposure_before: number | null;
  readonly exposure_after: number | null;
  /** Publication of the official rank: the round's close. */
  readonly official_at: string;
};
