/**
 * Reasons why a metric has no value: `no-items` n = 0; `wrong-task` the metric isn't for this task; `no-probabilities` it needs
 * them and the submission gave classes only; `absent-class` the labels lack a class that the metric compares; `too-few-classes`
 * the task has so few that every prediction would have the same score; `too-few-items` it needs at least two; `no-variation`
 * labels or predictions are all equal, so that nothing can correlate with them; `zero-label` a label it divides by is 0;
 * `unfit-label` a label has the wrong form, such as no number; `not-finite` the arithmetic left the range of a double.
 */
export type UndefinedReason =
  | 'no-items'
  | 'wrong-task'
  | 'no-probabilities'
  | 'absent-class'
  | 'too-few-classes'
  | 'too-few-items'
  | 'no-variation'
  | 'zero-label'
  | 'unfit-label'
  | 'not-finite';

export type UndefinedMetric = { readonly kind: 'undefined-metric'; readonly reason: UndefinedReason };

/** The error of a metric without a value. It is never a zero: an undefined score can't be ranked. */
export const undefinedMetric = (reason: UndefinedReason): UndefinedMetric => ({
  kind: 'undefined-metric',
  reason,
});
