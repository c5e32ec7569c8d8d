import type { FeedbackPolicyName } from '@/lib/core/benchmark';

/** The policies that a maintainer can choose, the recommended one first, each with when to choose it. */
export const policyChoices: readonly { value: FeedbackPolicyName; title: string; hint: string }[] = [
  {
    value: 'guarded-ladder',
    title: 'Guarded ladder',
    hint: 'From 500 items, with 5 to 30 submissions of a team in a round. A score is reported only if it is a significant improvement on the team’s best. Overfitting by chance gains next to nothing.',
  },
  {
    value: 'exact-with-budget',
    title: 'Exact with a budget',
    hint: 'From 5,000 items. Each file gets its score, rounded to its standard error, until the feedback split would be used up. Not for metrics whose digits reveal labels.',
  },
  {
    value: 'final-only',
    title: 'Final only',
    hint: 'Under 500 items, with a feedback split of 0 %. No score before the round closes: participants can’t overfit, and don’t learn early that a file was wrong. The only policy for chrF, BLEU and calibration error, for which no test is known that keeps its level.',
  },
  {
    value: 'exact',
    title: 'Exact, unguarded',
    hint: 'To show that attacks work, or for practice. Each file gets its score to four decimals, without a limit: random files and a majority vote then climb far above their true score.',
  },
];

/** The title of a policy. */
export const titleOfPolicy = (policy: FeedbackPolicyName): string =>
  policyChoices.find(({ value }) => value === policy)?.title ?? policy;
