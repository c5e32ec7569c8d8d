import { z } from 'zod';
import { feedbackPolicies } from '@/lib/core/benchmark';

const shareFault = 'give 0 % to 90 % of the items, as a share from 0 to 0.9';

/** The share of the items that is the feedback split. */
export const feedbackShareSchema = z.coerce.number(shareFault).min(0, shareFault).max(0.9, shareFault);

/** Message for a policy and a share that don't go together. */
export const splitNeededFault =
  'this policy needs a feedback split: set `feedback_share` above 0, or choose final-only';

/** The round has a feedback split, and its policy gives feedback. */
export const hasFeedbackSplit = ({
  feedback_policy,
  feedback_share,
}: {
  feedback_policy: string;
  feedback_share: number;
}): boolean => feedback_policy === 'final-only' || feedback_share > 0;

/** `PUT …/feedback-policy`. */
export const newFeedbackPolicySchema = z
  .object({ feedback_policy: z.enum(feedbackPolicies), feedback_share: feedbackShareSchema })
  .refine(hasFeedbackSplit, { path: ['feedback_share'], message: splitNeededFault });
