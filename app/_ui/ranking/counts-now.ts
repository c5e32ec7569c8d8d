import type { LeaderboardView } from '@/lib/contracts/leaderboard';

/** Whether a ranking decides anything now: it is official, and neither under suspicion nor invalidated. */
export const countsNow = ({ provisional, frozen, invalidated }: LeaderboardView): boolean =>
  !provisional && !frozen && !invalidated;
