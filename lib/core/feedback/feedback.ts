import type { FeedbackPolicyName } from '../benchmark';
import type { WithheldReason } from './answer';
import type { BeatenFile } from './ladder/beaten-file';

export const feedbackOutcomes = ['improved', 'no_improvement', 'score', 'withheld'] as const;
export type FeedbackOutcome = (typeof feedbackOutcomes)[number];

/** What a participant is told about one submission. The keys are those of the API. */
export type Feedback = {
  readonly policy: FeedbackPolicyName;
  readonly outcome: FeedbackOutcome;
  /** Why the answer is withheld; null where it isn't. */
  readonly reason: WithheldReason | null;
  readonly score: number | null;
  readonly standard_error: number | null;
  /** Of an improvement, which file it beat; null otherwise. */
  readonly beaten: BeatenFile | null;
  /** Answers of the team and all teams linked with it, this one included. */
  readonly answers_used: number;
  /** At least so many more, and at most: where none of them is an improvement. */
  readonly answers_left: number;
  readonly answers_left_max: number;
  /** Of the feedback part, by the answers to the same teams; 1 is used up. */
  readonly exposure_before: number | null;
  readonly exposure_after: number | null;
  /** When the official rank comes: the round's close. */
  readonly official_at: string;
};
