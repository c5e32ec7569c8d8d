import type { Evidence } from '../benchmark';
import type { EntryKind, Leaderboard, LeaderboardEntry } from '../leaderboard/leaderboard';

/** A model in a published ranking. */
export type RankedVersion = {
  /** The model's slug, unique in the benchmark. */
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
  /** The counting version of each model in the round. */
  readonly entries: readonly RankedVersion[];
  /** Versions that don't count for their model, the newest version of each model first. */
  readonly reference_entries: readonly RankedVersion[];
  /** True if a version counts as frozen before this round opened. */
  readonly isFrozen: (version: RankedVersion) => boolean;
};

/** Takes from a round's official ranking what equating needs. */
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

/** Finds the same model version in another round; undefined if the other round doesn't have it. */
export const findVersion = (
  round: Pick<RankedRound, 'entries' | 'reference_entries'>,
  { model, version }: Pick<RankedVersion, 'model' | 'version'>,
): RankedVersion | undefined =>
  listVersions(round).find((other) => other.model === model && other.version === version);

/** A frozen version of a model, with or without proof. `value` is what the caller compares, such as the version's scores. */
export type FrozenVersion<T> = {
  /** The slug of the version's model. */
  readonly model: string;
  /** True if the version's own receipt proves in each compared round that the version was frozen before the opening. */
  readonly isProven: boolean;
  readonly value: T;
};

/**
 * Chooses the anchor models of a comparison: only versions frozen by proof if there are enough, otherwise also versions that a
 * maintainer vouches for. Each model has at most one version, since versions of a model are not independent: its first version
 * by proof, else its first vouched-for version.
 * @param needed minimum number of anchors of the comparison
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
  /** The model's slug. */
  readonly model: string;
  readonly version: string;
  /** When the maintainer withdrew the vouching; null while it is valid. */
  readonly droppedAt: Date | null;
};

/**
 * True for an anchor by proof: the version's own receipt proves that the version was frozen before the round opened. A label
 * holder's version is never an anchor by proof, since the label holder may already have known the labels of a later round.
 * Such a version counts as frozen only if a maintainer vouches for it.
 */
export const isProven = ({ evidence, kind }: Pick<RankedVersion, 'evidence' | 'kind'>): boolean =>
  evidence === 'prospective' && kind === 'entry';

/**
 * Selects the versions that count as frozen before a round opened: anchors by proof, and vouched-for versions. A vouched-for
 * version counts in all rounds, also in rounds before the vouching. After a withdrawal of the vouching it counts only in rounds
 * that had opened before the withdrawal.
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
