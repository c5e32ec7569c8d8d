import type { BeatenFile } from './ladder/beaten-file';

/**
 * Why a submission gets no number:
 * `final-only` the round answers nothing while it is open, by its policy or for want of a feedback part; `too-few-edits` the file
 * differs in fewer items than `computeEditCountMin` from an earlier one or, on a ladder, from the best constant answer; `answers-spent` the team's group has had its K answers;
 * `exposure-spent` one more answer could use the feedback part up; `undefined-score` the metric has no value for this file, which no
 * ladder says and a budget counts.
 */
export const withheldReasons = [
  'final-only',
  'too-few-edits',
  'answers-spent',
  'exposure-spent',
  'undefined-score',
] as const;
export type WithheldReason = (typeof withheldReasons)[number];

/** The feedback that a policy decides on for one submission. Numbers are rounded to what may be reported, in the metric's unit. */
export type Answer =
  | {
      readonly outcome: 'improved';
      readonly estimate: number;
      readonly standardError: number;
      readonly beaten: BeatenFile;
    }
  | { readonly outcome: 'no_improvement' }
  | { readonly outcome: 'score'; readonly score: number; readonly standardError: number }
  | { readonly outcome: 'withheld'; readonly reason: WithheldReason };
