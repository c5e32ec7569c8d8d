import type { Axis } from './place-on-axis';
import type { ColumnBoxes, RankingColumn } from './ranking-column';
import type { LimitPair } from './row-facts';

/** A column that a reader can choose. */
export type ShownColumn = {
  readonly column: Exclude<RankingColumn, 'pick' | 'rank' | 'model' | 'score' | 'plot'>;
  /** Of a secondary metric its name; the column's own otherwise. */
  readonly name: string;
  /** Names the number where the table has no head, on a phone. */
  readonly label: string;
  /** Of a secondary metric. */
  readonly isBounded: boolean;
};

/** What all rows of a table share, as it is sent to the browser. */
export type RowsFrame = {
  /** The benchmark's slug. */
  readonly benchmark: string;
  readonly isBounded: boolean;
  readonly isHigherBetter: boolean;
  readonly isProvisional: boolean;
  readonly isInvalidated: boolean;
  readonly hasComparison: boolean;
  readonly erratum: number | null;
  /** The number of the ranked round before. */
  readonly lastRound: number | null;
  readonly quotaPerRound: number;
  readonly boxes: ColumnBoxes;
  readonly canPick: boolean;
  readonly hasRank: boolean;
  readonly shown: readonly ShownColumn[];
  /** Slugs of the models that the address has picked. */
  readonly picked: readonly string[];
  readonly axis: Axis;
  /** The leader's limits, behind the rows that are tied with it. */
  readonly band: LimitPair | null;
};
