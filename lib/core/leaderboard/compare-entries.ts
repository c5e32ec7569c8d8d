import type { LeaderboardEntry } from './leaderboard';

/** The order of a ranking's rows: by rank, and of one rank by names, so that it depends on nothing else. */
export const compareEntries = (a: LeaderboardEntry, b: LeaderboardEntry): number =>
  a.rank - b.rank ||
  compareText(a.model, b.model) ||
  compareText(a.team_slug, b.team_slug) ||
  compareText(a.model_slug, b.model_slug);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
