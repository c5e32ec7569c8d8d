import type { FeedbackPolicyName } from '../benchmark';

export const feedbackOutcomes = ['improved', 'no_improvement', 'score', 'withheld'] as const;

export type FeedbackOutcome = (typeof feedbackOutcomes)[number];

/** Feedback on one submission. The keys are those of the API. */
export type Feedback = {
  readonly policy: FeedbackPolicyName;
  readonly outcome: FeedbackOutcome;
  /** Reason for withholding a number; null where feedback isn't withheld. */
  readonly reason: WithheldReason | null;
  readonly score: number | null;
  readonly standard_error: number | null;
  /** If the feedback is an improvement, the kind of file that the submission beat; null otherwise. */
  readonly beaten: BeatenFile | null;
  /** How often the team and all teams linked with it got feedback in this round, this feedback included. */
  readonly feedback_used: number;
  /**
   * How often these teams can still get feedback: `feedback_left` at least, `feedback_left_max` if no outcome is an
   * improvement.
   */
  readonly feedback_left: number;
  readonly feedback_left_max: number;
  /**
   * Exposure of the feedback split by the feedback to the team's group, before and after this feedback (1 = used up); null
   * in a round without feedback.
   */
  readonly exposure_before: number | null;
  readonly exposure_after: number | null;
  /** When the official rank is published: at the round's close. */
  readonly official_at: string;
};

/**
 * Reasons for giving no score as feedback on a submission: `final-only` the round gives no feedback while it is open, by its
 * policy or for lack of a feedback split; `too-few-edits` the file differs in fewer items than `computeEditCountMin` from an
 * earlier file or, on a ladder, from the best constant prediction; `feedback-spent` the team's group has had feedback K
 * times; `exposure-spent` more feedback could exceed the exposure budget; `undefined-score` the metric has no value for this
 * file, which a ladder never reports and a budget counts as feedback.
 */
export const withheldReasons = [
  'final-only',
  'too-few-edits',
  'feedback-spent',
  'exposure-spent',
  'undefined-score',
] as const;

export type WithheldReason = (typeof withheldReasons)[number];

/** The feedback that was decided for one submission. Numbers are in the metric's unit and rounded for publication. */
export type FeedbackDecision =
  | {
      readonly outcome: 'improved';
      readonly estimate: number;
      readonly standardError: number;
      readonly beaten: BeatenFile;
    }
  | { readonly outcome: 'no_improvement' }
  | { readonly outcome: 'score'; readonly score: number; readonly standardError: number }
  | { readonly outcome: 'withheld'; readonly reason: WithheldReason };

/**
 * Kinds of the current best, the file that a team's submission must beat: the team's own last reported improvement; before
 * the first one the maintainers' baseline, if there is one, else the best constant prediction.
 */
export const beatenFiles = ['constant', 'baseline', 'own-file'] as const;

export type BeatenFile = (typeof beatenFiles)[number];

/** Reads the decision from stored feedback. Throws for feedback without the numbers of its outcome. */
export function readFeedback(feedback: Omit<Feedback, 'policy'>): FeedbackDecision {
  const { outcome, score, standard_error: standardError } = feedback;
  switch (outcome) {
    case 'withheld':
      if (feedback.reason === null) throw new Error('withheld without a reason');
      return { outcome, reason: feedback.reason };
    case 'no_improvement':
      return { outcome };
    default:
      if (score === null || standardError === null) throw new Error(`${outcome} without a score`);
      if (outcome === 'score') return { outcome, score, standardError };
      if (feedback.beaten === null) throw new Error('improved without the beaten file');
      return { outcome, estimate: score, standardError, beaten: feedback.beaten };
  }
}
