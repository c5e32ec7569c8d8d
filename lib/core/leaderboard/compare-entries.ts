import type { Direction } from '../benchmark';
import type { LeaderboardEntry } from './leaderboard';

/**
 * The order of a ranking's rows: by rank, then those without one by score; with the same rank or score by names, so that the
 * order is unique.
 */
export const compareEntries =
  (direction: Direction) =>
  (a: LeaderboardEntry, b: LeaderboardEntry): number =>
    compareRanks(a.rank, b.rank) ||
    (direction === 'higher' ? b.score - a.score : a.score - b.score) ||
    compareText(a.model, b.model) ||
    compareText(a.team_slug, b.team_slug) ||
    compareText(a.model_slug, b.model_slug);

function compareRanks(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rank interval where paired tests were made, else the plain rank. */
export function formatRank({
  rank,
  rank_lower,
  rank_upper,
}: Pick<LeaderboardEntry, 'rank' | 'rank_lower' | 'rank_upper'>): string {
  if (rank_lower === null || rank_upper === null) return String(rank);
  return rank_lower === rank_upper ? String(rank_lower) : `${rank_lower}–${rank_upper}`;
}
