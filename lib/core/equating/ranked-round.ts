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
  /** The version of each model that counts. */
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

/** Every published version of a round: counting ones, then the others. */
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
