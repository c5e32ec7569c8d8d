import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';

export type ModelInRounds = {
  readonly slug: string;
  /** Name and team as in its newest round. */
  readonly name: string;
  readonly team: string;
  /** One for each round, oldest first; null where it has no row. */
  readonly entries: readonly (LeaderboardEntry | null)[];
};

/**
 * The models of several rankings in the order of the newest one; those that aren't in it come after, by the newest ranking that has
 * them.
 * @param boards oldest first
 */
export function listModelsOverRounds(boards: readonly Pick<LeaderboardView, 'entries'>[]): ModelInRounds[] {
  const rows = boards.map(({ entries }) => new Map(entries.map((entry) => [entry.model_slug, entry])));
  const newestOf = new Map<string, LeaderboardEntry>();
  for (const { entries } of boards.toReversed())
    for (const entry of entries) if (!newestOf.has(entry.model_slug)) newestOf.set(entry.model_slug, entry);
  return [...newestOf].map(([slug, { model, team }]) => ({
    ...{ slug, name: model, team },
    entries: rows.map((row) => row.get(slug) ?? null),
  }));
}
