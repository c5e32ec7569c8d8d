import type { LeaderboardEntry } from './leaderboard';

/** The rank as an interval where paired tests were made, else the plain rank. */
export function formatRank({
  rank,
  rank_lower,
  rank_upper,
}: Pick<LeaderboardEntry, 'rank' | 'rank_lower' | 'rank_upper'>): string {
  if (rank_lower === null || rank_upper === null) return String(rank);
  return rank_lower === rank_upper ? String(rank_lower) : `${rank_lower}–${rank_upper}`;
}
