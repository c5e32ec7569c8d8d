import type { BeatenFile } from './ladder/beaten-file';

/**
 * Reasons for withholding the number of a submission:
 * `final-only` the round gives no feedback while it is open, by its policy or for lack of a feedback split; `too-few-edits` the
 * file differs in fewer items than `computeEditCountMin` from an earlier one or, on a ladder, from the best constant prediction;
 * `feedback-spent` the team's group has had feedback K times; `exposure-spent` more feedback could use the feedback split up;
 * `undefined-score` the metric has no value for this file, which no ladder reports and a budget counts.
 */
export const withheldReasons = [
  'final-only',
  'too-few-edits',
  'feedback-spent',
  'exposure-spent',
  'undefined-score',
] as const;
export type WithheldReason = (typeof withheldReasons)[number];

/** The decided feedback on one submission. Numbers are rounded for reporting, in the metric's unit. */
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
