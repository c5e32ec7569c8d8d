import type { LeaderboardView } from '@/lib/contracts/leaderboard';

type Entry = LeaderboardView['entries'][number];

/** The rows of a ranking that are ranked, best first, and those that stand apart below them. */
export const splitEntries = (
  entries: readonly Entry[],
): { ranked: readonly Entry[]; apart: readonly Entry[] } => ({
  ranked: entries.filter(({ rank }) => rank !== null),
  apart: entries.filter(({ rank }) => rank === null),
});
