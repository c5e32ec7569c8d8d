import type { RankedVersion } from './ranked-round';

/** A model version that a maintainer vouches for, and until when. */
export type VouchedVersion = {
  /** Its slug. */
  readonly model: string;
  readonly version: string;
  /** Since when it isn't vouched for any more; null while it is. */
  readonly droppedAt: Date | null;
};

/**
 * Whether a version's own receipt proves that it was frozen before the round opened: a mark by proof. Not one by who holds the labels,
 * who may have had those of a round to come when it was frozen; that takes a maintainer's word.
 */
export const isProven = ({ evidence, kind }: Pick<RankedVersion, 'evidence' | 'kind'>): boolean =>
  evidence === 'prospective' && kind === 'entry';

/**
 * Which versions are taken for frozen before a round opened: marks by proof, and those that are vouched for.
 * A mark by word counts whenever it was made, also in rounds before that; a dropped one in the rounds that had opened before.
 */
export function selectFrozen(
  vouched: readonly VouchedVersion[],
  { openedAt }: { readonly openedAt: Date },
): (version: RankedVersion) => boolean {
  const nameOf = ({ model, version }: Pick<VouchedVersion, 'model' | 'version'>) =>
    JSON.stringify([model, version]);
  const counting = vouched.filter(({ droppedAt }) => droppedAt === null || openedAt < droppedAt);
  const names = new Set(counting.map(nameOf));
  return (version) => isProven(version) || names.has(nameOf(version));
}
