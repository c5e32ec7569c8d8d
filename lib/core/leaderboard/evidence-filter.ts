import { type Direction, type Evidence, evidenceKinds } from '../benchmark';
import { compareEntries } from './compare-entries';
import type { EntryKind, Leaderboard, LeaderboardEntry } from './leaderboard';

/** The evidence of a ranking's filter; null is no filter. */
export type EvidenceFilter = Evidence | null;

/** @param asked value of `?evidence=`: the first word counts; an unknown kind is no filter */
export function parseEvidenceFilter(asked: string | readonly string[] | null | undefined): EvidenceFilter {
  const [word] = [asked ?? []].flat();
  return evidenceKinds.find((kind) => kind === word) ?? null;
}

/**
 * Selects the rows of a ranking with this evidence. Under `prospective` a model's row is its newest version that was frozen
 * before the opening; if that isn't the one that counts, it has no rank. Ranks and ties stay those of the whole ranking.
 */
export function selectByEvidence<T extends LeaderboardEntry>(
  {
    entries,
    reference_entries,
    direction,
  }: { entries: readonly T[]; reference_entries: readonly T[]; direction: Direction },
  filter: EvidenceFilter,
): readonly T[] {
  if (filter === null) return entries;
  const found = entries.filter(({ evidence }) => evidence === filter);
  if (filter !== 'prospective') return found;
  const newest = new Map<string, T>();
  for (const entry of [...found, ...reference_entries]) {
    const held = newest.get(entry.model_slug);
    if (!held || Date.parse(entry.submitted_at) > Date.parse(held.submitted_at))
      newest.set(entry.model_slug, entry);
  }
  return [...newest.values()].sort(compareEntries(direction));
}

/**
 * The kind of a model in a published ranking. It doesn't change when a team member gets a role afterwards. A model without a
 * score isn't in the ranking, and has its present kind.
 */
export function kindAsPublished(
  { entries }: Pick<Leaderboard, 'entries'>,
  model: { readonly teamSlug: string; readonly modelSlug: string; readonly kind: EntryKind },
): EntryKind {
  const published = entries.find(
    ({ team_slug, model_slug }) => team_slug === model.teamSlug && model_slug === model.modelSlug,
  );
  return published?.kind ?? model.kind;
}
