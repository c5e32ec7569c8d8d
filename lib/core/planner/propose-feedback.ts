import type { FeedbackPolicyName } from '../benchmark';
import { countFeedback, countFeedbackByExposure, noFeedback } from '../exposure/exposure';
import { itemsForFeedbackMin } from '../round/checks/check-size';

export type FeedbackProposal = {
  readonly policy: FeedbackPolicyName;
  readonly feedbackShare: number;
  /** K, where the policy gives feedback. */
  readonly quotaPerRound: number;
};

/** From here on the feedback split is large enough at a smaller share. */
const itemsForSmallShare = 5000;

const quotaOfUnlimited = 20;

const quotaMax = 30;

/**
 * Proposes the feedback settings of a round of so many items, so that no check of it advises otherwise: all items final where
 * there are too few for two splits, else a guarded ladder.
 */
export function proposeFeedback(itemCount: number): FeedbackProposal {
  const policy = itemCount < itemsForFeedbackMin ? 'final-only' : 'guarded-ladder';
  const feedbackShare = policy === 'final-only' ? 0 : itemCount < itemsForSmallShare ? 0.4 : 0.3;
  return {
    policy,
    feedbackShare,
    quotaPerRound: proposeQuota(policy, Math.round(itemCount * feedbackShare)),
  };
}

/**
 * As many submissions as get feedback: on a ladder if the first is an improvement and no other is, for scores until the budget is
 * spent; at most 30. Without an exposure stop, 20.
 */
export function proposeQuota(policy: FeedbackPolicyName, feedbackCount: number): number {
  if (policy === 'final-only' || policy === 'exact' || feedbackCount === 0) return quotaOfUnlimited;
  const split = { policy, feedbackCount } as const;
  const kind = policy === 'guarded-ladder' ? 'announcement' : 'score';
  const first = countFeedback({ own: noFeedback, linked: noFeedback }, kind).own;
  return Math.min(quotaMax, 1 + countFeedbackByExposure(split, first, quotaMax).most);
}
