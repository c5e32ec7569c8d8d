import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import { formatCadence, type Schedule } from '@/lib/core/round/schedule/schedule';

const words: Record<FeedbackPolicyName, string> = {
  exact: 'the exact score on the feedback split, at once and without a guard: it shows that attacks work',
  'final-only': 'none before the close',
  'guarded-ladder':
    'whether a file is a significant improvement on the team’s best, and if it is, its score on the feedback split',
  'exact-with-budget': 'the score on the feedback split, rounded, until another one would use the split up',
};

/** Describes the feedback that a team gets while a round is open. */
export const describePolicy = (policy: FeedbackPolicyName): string => words[policy];

/** Describes the schedule of rotations, for example `monthly, on day 1 at 12:00 UTC`. */
export const describeCadence = (schedule: Schedule): string =>
  schedule.cadence.kind === 'none' ? 'manually' : formatCadence(schedule);

/** Describes the quota of a team. The daily limit is left out if it isn't lower than the round's. */
export const formatQuota = (perRound: number, perDay: number): string =>
  perDay < perRound ? `${perRound} a round, at most ${perDay} a day` : `${perRound} a round`;
