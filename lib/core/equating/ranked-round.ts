import type { Evidence } from '../benchmark';
import { type EntryKind, kindOf } from '../leaderboard/entry-kind';
import type { Leaderboard } from '../leaderboard/leaderboard';

/** A model as a published ranking has it. */
export type RankedVersion = {
  /** Its slug, which is unique in the benchmark. */
  readonly model: string;
  readonly version: string;
  readonly score: number;
  readonly evidence: Evidence;
  readonly kind: EntryKind;
};

/** What was published of a round on its final part. */
export type RankedRound = {
  readonly round: number;
  readonly itemCount: number;
  readonly entries: readonly RankedVersion[];
  /** Whether a version of its entries is taken for frozen before the round opened. */
  readonly isFrozen: (version: RankedVersion) => boolean;
};

/** A round by its official ranking. */
export const rankedRoundOf = (
  round: number,
  { item_count, entries }: Pick<Leaderboard, 'item_count' | 'entries'>,
  isFrozen: RankedRound['isFrozen'],
): RankedRound => ({
  round,
  itemCount: item_count,
  entries: entries.map((entry) => ({
    model: entry.model_slug,
    version: entry.version,
    score: entry.score,
    evidence: entry.evidence,
    kind: kindOf(entry),
  })),
  isFrozen,
});

/** The entry of the same model version in another round. */
export const findVersion = (
  { entries }: RankedRound,
  { model, version }: Pick<RankedVersion, 'model' | 'version'>,
): RankedVersion | undefined => entries.find((entry) => entry.model === model && entry.version === version);
