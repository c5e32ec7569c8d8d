import type { FeedbackPolicyName } from '../benchmark';
import { computeExposureBudget } from '../exposure/exposure';

/**
 * K, fixed at a round's sealing: how many answers a team, with all teams linked to it, can have at most; exposure may end them sooner.
 * The quota of a ladder; of exact answers under a budget no more than ⌊k*⌋, at which exposure is 100 %. Null where a policy sets no
 * limit of its own: `exact` answers all that the quota lets through, `final-only` nothing.
 * @param feedbackCount items of the feedback part; without any there is nothing to answer, and the cap of a ladder is null
 */
export function computeAnswersCap({
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
