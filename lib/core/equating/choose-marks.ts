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
