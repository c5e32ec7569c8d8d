import type { EntryKind } from './entry-kind';
import type { Leaderboard } from './leaderboard';

/**
 * The kind of a model in a published ranking. It doesn't change when somebody gets a role afterwards. A model without a score isn't in
 * the ranking, and has its present kind.
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
