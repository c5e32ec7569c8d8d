import { computeExposure } from '../../exposure/exposure';
import type { Answer } from '../answer';
import type { Estimate } from '../ladder/estimate-mean';
import { roundToDecimals, roundUpToDecimals } from '../round-to-decimals';

/**
 * The answer of the policies that tell scores: the score and its standard error, to so many decimals. Under a budget no
 * number is given that would bring the exposure above 100 %: k ≤ k* (`computeExposureBudget`).
 *
 * @param estimate on the feedback part; null where the metric has no value for this file
 * @param itemCount items of the feedback part
 * @param answerCount answers given so far to the team and to all teams linked with it: numbers, and that a file has none
 * @param editCount items of the round in which the file differs from the nearest earlier one
 */
export function decideExactAnswer({
  estimate,
  decimals,
  editCount,
  editCountMin,
  isBudgeted,
  itemCount,
  answerCount,
  answersCap,
}: {
  readonly estimate: Estimate | null;
  readonly decimals: number;
  readonly itemCount: number;
  readonly answerCount: number;
  /** As many numbers as they may get in all; null where only the quota ends them. */
  readonly answersCap: number | null;
  readonly editCount: number;
  readonly editCountMin: number;
  readonly isBudgeted: boolean;
}): Answer {
  if (editCount < editCountMin) return { outcome: 'withheld', reason: 'too-few-edits' };
  if (isBudgeted && computeExposure(itemCount, answerCount + 1) > 1)
    return { outcome: 'withheld', reason: 'exposure-spent' };
  if (answersCap !== null && answerCount >= answersCap)
    return { outcome: 'withheld', reason: 'answers-spent' };
  if (estimate === null || !Number.isFinite(estimate.score))
    return { outcome: 'withheld', reason: 'undefined-score' };
  return {
    outcome: 'score',
    score: roundToDecimals(estimate.score, decimals),
    standardError: roundUpToDecimals(estimate.standardError, decimals),
  };
}
