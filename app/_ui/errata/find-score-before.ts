import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';

/** The score before the ranking's erratum, where that has changed it; else null. */
export function findScoreBefore({ erratum }: LeaderboardView, entry: LeaderboardEntry): number | null {
  const before = entry.score_before_erratum;
  return erratum === null || before === entry.score ? null : before;
}
