import type { EntryKind } from './entry-kind';
import type { Leaderboard } from './leaderboard';

/**
 * What a model is in a ranking that is out: whoever got a role since, it doesn't change. A model without a score isn't in it, and
 * is what it is now.
 */
export function kindAsPublished(
  { entries }: Pick<Leaderboard, 'entries'>,
  model: { readonly teamSlug: string; readonly modelSlug: string; readonly kind: EntryKind },
): EntryKind {
  const published = entries.find(
    ({ team_slug, model_slug }) => team_slug === model.teamSlug && model_slug === model.modelSlug,
  );
  return (published ?? model).kind;
}
