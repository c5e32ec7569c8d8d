import type { FeedbackPolicyName } from '@/lib/core/benchmark';

const words: Record<FeedbackPolicyName, string> = {
  exact: 'the exact score on the feedback split, at once and without a guard: it shows that attacks work',
  'final-only': 'none before the close',
  'guarded-ladder':
    'whether a file is a significant improvement on the team’s best, and if it is, its score on the feedback split',
  'exact-with-budget': 'the score on the feedback split, rounded, until another one would use the part up',
};

/** What a participant is told while the round is open. */
export const describePolicy = (policy: FeedbackPolicyName): string => words[policy];
