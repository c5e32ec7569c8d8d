import type { ModelOverRounds, OverRoundsView } from '@/lib/contracts/over-rounds';

/** So many lines can be told apart. */
export const highlightedMax = 8;

/** The models whose lines are named: those that are picked, or else the first ones, so many at most. */
export function chooseHighlighted(
  { models }: Pick<OverRoundsView, 'models'>,
  picked: readonly string[],
  most = highlightedMax,
): ModelOverRounds[] {
  const chosen = models.filter(({ model_slug }) => picked.includes(model_slug));
  return chosen.length > 0 ? chosen : models.slice(0, most);
}
