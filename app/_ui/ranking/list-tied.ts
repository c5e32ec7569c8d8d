import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';

/** Where the tideline runs: under the last row that is tied with the leader, which others may stand above. */
export type Tied = {
  readonly lastIndex: number;
  readonly count: number;
  readonly between: readonly string[];
};

/** @param entries best first, at least one */
export function listTied(entries: readonly Pick<LeaderboardEntry, 'model' | 'tied_with_leader'>[]): Tied {
  const lastIndex = entries.findLastIndex((entry) => entry.tied_with_leader);
  const above = entries.slice(0, lastIndex + 1);
  return {
    lastIndex,
    count: above.filter((entry) => entry.tied_with_leader).length,
    between: above.filter((entry) => !entry.tied_with_leader).map(({ model }) => model),
  };
}
