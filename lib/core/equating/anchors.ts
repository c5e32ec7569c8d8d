import type { Evidence } from '../benchmark';
import type { EntryKind, Leaderboard, LeaderboardEntry } from '../leaderboard/leaderboard';

/** A model in a published ranking. */
export type RankedVersion = {
  /** Its slug, which is unique in the benchmark. */
  readonly model: string;
  readonly version: string;
  readonly score: number;
  readonly evidence: Evidence;
  readonly kind: EntryKind;
};

/** Published results of a round on its final split. */
export type RankedRound = {
  readonly round: number;
  readonly itemCount: number;
  /** The counting version of each model. */
  readonly entries: readonly RankedVersion[];
  /** Versions that don't count for their model, each model's newest first. */
  readonly reference_entries: readonly RankedVersion[];
  /** Checks that a version of its entries counts as frozen before the round opened. */
  readonly isFrozen: (version: RankedVersion) => boolean;
};

/** Makes a round from its official ranking. */
export const rankedRoundOf = (
  round: number,
  {
    item_count,
    entries,
    reference_entries,
  }: Pick<Leaderboard, 'item_count' | 'entries' | 'reference_entries'>,
  isFrozen: RankedRound['isFrozen'],
): RankedRound => ({
  round,
  itemCount: item_count,
  entries: entries.map(rankedVersionOf),
  reference_entries: reference_entries.map(rankedVersionOf),
  isFrozen,
});

const rankedVersionOf = (entry: LeaderboardEntry): RankedVersion => ({
  model: entry.model_slug,
  version: entry.version,
  score: entry.score,
  evidence: entry.evidence,
  kind: entry.kind,
});

/** Lists every published version of a round, counting versions first. */
export const listVersions = ({
  entries,
  reference_entries,
}: Pick<RankedRound, 'entries' | 'reference_entries'>): readonly RankedVersion[] => [
  ...entries,
  ...reference_entries,
];

/** The same model version in another round. */
export const findVersion = (
  round: Pick<RankedRound, 'entries' | 'reference_entries'>,
  { model, version }: Pick<RankedVersion, 'model' | 'version'>,
): RankedVersion | undefined =>
  listVersions(round).find((other) => other.model === model && other.version === version);

/** A frozen version with its evidence; `value` is what the caller compares, such as its scores. */
export type FrozenVersion<T> = {
  /** Its model's slug. */
  readonly model: string;
  /** Proven by its own receipt, in each round that is compared. */
  readonly isProven: boolean;
  readonly value: T;
};

/**
 * Anchor models of a comparison: those by proof alone where there are enough, otherwise also those by a maintainer's word. At
 * most one version per model, since versions of a model are not independent: the first one by proof, else the first one by
 * word.
 * @param needed the fewest anchors that the comparison accepts
 */
export function chooseAnchors<T>(frozen: readonly FrozenVersion<T>[], needed: number): readonly T[] {
  const ofModel = new Map<string, FrozenVersion<T>>();
  for (const version of frozen) {
    const known = ofModel.get(version.model);
    if (!known || (version.isProven && !known.isProven)) ofModel.set(version.model, version);
  }
  const anchors = [...ofModel.values()];
  const proven = anchors.filter(({ isProven }) => isProven);
  return (proven.length >= needed ? proven : anchors).map(({ value }) => value);
}

/** A model version that a maintainer vouches for as frozen. */
export type VouchedVersion = {
  /** Its slug. */
  readonly model: string;
  readonly version: string;
  /** Withdrawal of the vouching; null while it is valid. */
  readonly droppedAt: Date | null;
};

/**
 * Checks that a version's own receipt proves that it was frozen before the round opened: an anchor by proof. A label holder's
 * version is never one by proof, since the label holder may have known the labels of a later round when it was frozen; it needs
 * a maintainer's word.
 */
export const isProven = ({ evidence, kind }: Pick<RankedVersion, 'evidence' | 'kind'>): boolean =>
  evidence === 'prospective' && kind === 'entry';

/**
 * Selects the versions that count as frozen before a round opened: anchors by proof, and vouched-for versions. An anchor by
 * word counts in all rounds, also in those before the vouching; a withdrawn one only in rounds that had opened before its
 * withdrawal.
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
