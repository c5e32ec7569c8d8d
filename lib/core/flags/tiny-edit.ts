import { computeEditCountMin } from '../feedback/edit-count-min';

export type TinyEditFlag = {
  readonly kind: 'tiny-edit';
  readonly submission: string;
  readonly changedCount: number;
  /** Fewer changes than this get no numeric answer. */
  readonly changedCountMin: number;
  readonly itemCount: number;
};

/**
 * An edit so small that a number in answer would tell single labels. Whoever answers then gives no number.
 * @param changedCount against the team's nearest earlier submission; null for a first one, which is no edit
 */
export function flagTinyEdit(edit: {
  readonly submission: string;
  readonly changedCount: number | null;
  readonly itemCount: number;
}): TinyEditFlag | null {
  const changedCountMin = computeEditCountMin(edit.itemCount);
  const { submission, changedCount, itemCount } = edit;
  if (changedCount === null || changedCount >= changedCountMin) return null;
  return { kind: 'tiny-edit', submission, changedCount, changedCountMin, itemCount };
}
