import type { EntryKind } from '../leaderboard/leaderboard';

/**
 * What is computed of the ranked models among those of a round, put back in the order of them all. Host entries and baselines take
 * no part: no rank, no tie and no test counts them.
 * @param compute gets the places of the models that are ranked, and answers in their order
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
