import type { RankedVersion } from './ranked-round';

/** A frozen version, or a pair of its scores, by whose word it is frozen. */
export type FrozenVersion<T> = {
  /** Its model's slug. */
  readonly model: string;
  /** By its own receipt, in each round that is compared. */
  readonly isProven: boolean;
  readonly value: T;
};

/**
 * The calibration marks that a comparison is made by: those by proof alone where there are as many as it needs, otherwise together with
 * those by a maintainer's word. One a model, since versions of a model are no independent models: one by proof before one by word,
 * and among those the first.
 * @param needed the fewest marks that the comparison takes
 */
export function chooseMarks<T>(frozen: readonly FrozenVersion<T>[], needed: number): readonly T[] {
  const ofModel = new Map<string, FrozenVersion<T>>();
  for (const version of frozen) {
    const held = ofModel.get(version.model);
    if (!held || (version.isProven && !held.isProven)) ofModel.set(version.model, version);
  }
  const marks = [...ofModel.values()];
  const proven = marks.filter(({ isProven }) => isProven);
  return (proven.length >= needed ? proven : marks).map(({ value }) => value);
}

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
