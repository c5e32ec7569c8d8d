import type { LeaderboardView } from '@/lib/contracts/leaderboard';

type Entry = Pick<LeaderboardView['entries'][number], 'model' | 'tied_with_leader'>;

/** How open first place is, in a clause. @param ranked best first. @returns null where nobody is ranked */
export function describeLead(ranked: readonly Entry[]): string | null {
  const [leader] = ranked;
  if (!leader) return null;
  if (ranked.length === 1) return `${leader.model} is the only model`;
  const count = ranked.filter(({ tied_with_leader }) => tied_with_leader).length;
  return count === 1
    ? `${leader.model} leads, alone of ${ranked.length} models`
    : `${count} of ${ranked.length} models could be first`;
}
