import type { Direction } from '../benchmark';
import type { EntryKind } from '../leaderboard/leaderboard';
import { bytesOfPair, pairedModelsMax } from '../leaderboard/pair-codes';
import type { MetricName } from '../metrics/metric-name';
import type { PairTestName } from '../statistics/compare-pairs';
import type { SliceState } from './form-slices';

/**
 * Score, lower and upper bound of its 95 % confidence interval (null where there is none), and 1 if the interval is
 * unreliable, else 0.
 */
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
  /** Scores in the order of the models, null where the metric is undefined; empty for a slice that isn't published. */
  readonly scores: readonly (SliceScore | null)[];
};

/**
 * Scores of an official ranking's models by slice, as they are stored. Scores are tuples to save space, since three columns
 * of fifty values and two hundred models have 30,000 of them.
 */
export type SubgroupRanking = {
  readonly metric: MetricName;
  readonly direction: Direction;
  /** Number of items in the final split. */
  readonly item_count: number;
  /**
   * Slice columns, with names without the prefix `slice_`. A column whose values are associated with the label has no
   * published slices before the reveal.
   */
  readonly columns: readonly { readonly name: string; readonly waits_for_reveal: boolean }[];
  /** Models of the ranking in its order, ranked models first. */
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

/** Results for the pairs of a ranking's first rows in each published slice: outputs of `encodePairs` one after the other. */
export type SlicePairs = {
  readonly shownCount: number;
  readonly rowCount: number;
  readonly codes: Uint8Array;
};

/** Maximum number of bytes for the pairs of all slices: four megabytes, as for the pairs of a whole ranking. */
const pairBytesMax = bytesOfPair * pairedModelsMax ** 2 * 0.5;

/** Number of the ranking's first rows whose pairs are stored, for a number of published slices. */
export function countPairedRows(rankedCount: number, shownCount: number): number {
  const rowsMax = Math.floor(Math.sqrt(pairBytesMax / Math.max(1, shownCount)));
  return Math.min(rankedCount, pairedModelsMax, rowsMax);
}
