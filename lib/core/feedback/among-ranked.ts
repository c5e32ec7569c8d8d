import type { EntryKind } from '../leaderboard/leaderboard';

/**
 * Computes a value for the ranked models among those of a round, and returns it in the order of them all. Host entries and
 * baselines are excluded: no rank, no tie and no test counts them.
 * @param compute gets the indices of the ranked models, and returns values in their order
 * @returns null for the others
 */
export function amongRanked<T>(
  models: readonly { readonly kind: EntryKind }[],
  compute: (places: readonly number[]) => readonly (T | null)[],
): (T | null)[] {
  const places = models.flatMap(({ kind }, place) => (kind === 'entry' ? [place] : []));
  const computed = compute(places);
  const all: (T | null)[] = models.map(() => null);
  places.forEach((place, i) => {
    all[place] = computed[i] ?? null;
  });
  return all;
}
