import type { FeedbackPolicyName } from '../benchmark';
import { computeExposureBudget } from '../exposure/exposure';

/**
 * K, fixed at a round's sealing: the maximum number of times that a team, with all teams linked to it, gets feedback; exposure
 * may end it sooner. The quota of a ladder; under a budget of exact scores no more than ⌊k*⌋, at which exposure is 100 %. Null
 * where a policy sets no limit of its own: `exact` gives feedback on all that the quota allows, `final-only` on nothing.
 * @param feedbackCount items of the feedback split; without any there is no feedback, and the cap of a ladder is null
 */
export function computeFeedbackCap({
  feedbackCount,
  policy,
  quotaPerRound,
}: {
  readonly policy: FeedbackPolicyName;
  readonly quotaPerRound: number;
  readonly feedbackCount: number;
}): number | null {
  if (feedbackCount === 0) return null;
  switch (policy) {
    case 'guarded-ladder':
      return quotaPerRound;
    case 'exact-with-budget':
      return Math.min(quotaPerRound, Math.floor(computeExposureBudget(feedbackCount)));
    case 'exact':
    case 'final-only':
      return null;
  }
}
