import type { FeedbackPolicyName } from '@/lib/core/benchmark';

const words: Record<FeedbackPolicyName, string> = {
  exact: 'the exact score on the feedback part, at once',
  'final-only': 'none before the close',
};

/** What a participant is told while the round is open. */
export const describePolicy = (policy: FeedbackPolicyName): string => words[policy];
