import type { FeedbackPolicyName } from '@/lib/core/benchmark';

const words: Record<FeedbackPolicyName, string> = {
  exact: 'the exact score on the feedback part, at once',
  'final-only': 'none before the close',
  'guarded-ladder': 'whether a file is a significant improvement, and then its score',
  'exact-with-budget': 'the score on the feedback part, until the round would be used up',
};

/** What a participant is told while the round is open. */
export const describePolicy = (policy: FeedbackPolicyName): string => words[policy];
