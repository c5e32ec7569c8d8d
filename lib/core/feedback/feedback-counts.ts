import { countFeedbackByExposure, countFeedbackOf, type FeedbackTally } from '../exposure/exposure';
import type { FeedbackRules } from './decide-feedback';

/** Feedback that a group has had, and can still get: at least, over all outcomes, and at most, if none is an improvement. */
export type FeedbackCounts = { readonly used: number; readonly left: number; readonly leftMax: number };

type CountedRules = Pick<FeedbackRules, 'policy' | 'feedbackCap' | 'feedbackCount'> & {
  readonly quotaPerRound: number;
};

/**
 * Counts the feedback that a group has had, and can still get up to the nearest of the round's stops, its cap and its exposure.
 * Withheld feedback doesn't count.
 */
export function computeFeedbackCounts(rules: CountedRules, ofGroup: FeedbackTally): FeedbackCounts {
  const used = countFeedbackOf(ofGroup);
  const leftByCap = Math.max(0, leaveByCap(rules, used));
  if (leftByCap === 0) return { used, left: 0, leftMax: 0 };
  const { least, most } = countFeedbackByExposure(rules, ofGroup, leftByCap);
  return { used, left: Math.min(leftByCap, least), leftMax: Math.min(leftByCap, most) };
}

/** Under `exact` only the quota ends feedback, so the quota is its maximum. */
function leaveByCap({ policy, feedbackCap, quotaPerRound }: CountedRules, used: number): number {
  return (feedbackCap ?? (policy === 'exact' ? quotaPerRound : 0)) - used;
}
