import type { FeedbackDecision } from '../feedback-decision';
import type { Estimate } from '../ladder/guarded-z';
import { roundReported } from '../rounding';

/**
 * Decides the feedback of the policies that report scores: the score and its standard error, rounded. Under a budget it gives no
 * number that would raise the exposure above 100 %.
 *
 * @param estimate on the feedback split; null where the metric has no value for this file
 * @param usedCount feedback so far to the team and to all teams linked with it: numbers, and that a file has none
 * @param editCount items of the round in which the file differs from the nearest earlier one
 */
export function decideExactFeedback({
  estimate,
  decimals,
  editCount,
  editCountMin,
  isExposureSpent,
  usedCount,
  feedbackCap,
}: {
  readonly estimate: Estimate | null;
  readonly decimals: number;
  /** `isExposureSpent` of the group before this feedback. */
  readonly isExposureSpent: boolean;
  readonly usedCount: number;
  /** Maximum number of scores; null where only the quota ends them. */
  readonly feedbackCap: number | null;
  readonly editCount: number;
  readonly editCountMin: number;
}): FeedbackDecision {
  if (editCount < editCountMin) return { outcome: 'withheld', reason: 'too-few-edits' };
  if (isExposureSpent) return { outcome: 'withheld', reason: 'exposure-spent' };
  if (feedbackCap !== null && usedCount >= feedbackCap)
    return { outcome: 'withheld', reason: 'feedback-spent' };
  if (estimate === null || !Number.isFinite(estimate.score))
    return { outcome: 'withheld', reason: 'undefined-score' };
  return { outcome: 'score', ...roundReported(estimate, decimals) };
}
