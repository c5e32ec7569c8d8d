import type { Direction } from '../benchmark';
import type { EntryKind } from '../leaderboard/leaderboard';
import { bytesOfPair, pairedModelsMax } from '../leaderboard/pair-codes';
import type { MetricName } from '../metrics/metric-name';
import type { PairTestName } from '../statistics/compare-pairs';
import type { SliceState } from './form-slices';

/** Score, bounds of its 95 % confidence interval (null where there is none), and 1 if the interval is unreliable, else 0. */
export type SliceScore = readonly [
  score: number,
  lower: number | null,
  upper: number | null,
  isUnreliable: 0 | 1,
];

export type RankedSlice = {
  readonly column: string;
  readonly value: string;
  readonly state: SliceState;
  readonly item_count: number;
  /** In the order of the models, null where the metric has no value; empty for a slice that isn't shown. */
  readonly scores: readonly (SliceScore | null)[];
};

/**
 * The scores of an official ranking's models by slice. This is the stored form; scores are tuples, since three columns of fifty
 * values and two hundred models have 30,000 of them.
 */
export type SubgroupRanking = {
  readonly metric: MetricName;
  readonly direction: Direction;
  /** Final split only. */
  readonly item_count: number;
  /** Names without the prefix `slice_`. A column whose values depend on the label has no slices before the reveal. */
  readonly columns: readonly { readonly name: string; readonly waits_for_reveal: boolean }[];
  /** Rows of the ranking, in its order: ranked ones first. */
  readonly models: readonly {
    readonly model: string;
    readonly model_slug: string;
    readonly version: string;
    readonly team: string;
    readonly team_slug: string;
    readonly kind: EntryKind;
    readonly is_ranked: boolean;
  }[];
  readonly overall: readonly SliceScore[];
  readonly slices: readonly RankedSlice[];
  readonly test: PairTestName;
};

/** The pairs of a ranking's first rows in each slice that is shown: blocks of `encodePairs`, one after the other. */
export type SlicePairs = {
  readonly shownCount: number;
  readonly rowCount: number;
  readonly codes: Uint8Array;
};

/** Four megabytes for all slices, as for the pairs of a whole ranking. */
const pairBytesMax = bytesOfPair * pairedModelsMax ** 2 * 0.5;

/** Number of a ranking's first rows whose pairs are stored, for a number of shown slices. */
export function countPairedRows(rankedCount: number, shownCount: number): number {
  const rowsMax = Math.floor(Math.sqrt(pairBytesMax / Math.max(1, shownCount)));
  return Math.min(rankedCount, pairedModelsMax, rowsMax);
}
