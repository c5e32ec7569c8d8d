import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { findAfterErratum } from '../errata/find-after-erratum';
import { countsNow, splitEntries } from './describe-ranking';

const optionalNames = [
  ...(['evidence', 'version', 'used', 'gap', 'equated', 'last_rank', 'last', 'openness'] as const),
  'submitted',
] as const;

type PlainColumn = (typeof optionalNames)[number];

/** Columns that a reader can choose; a metric's name stands for that secondary metric. */
export type OptionalColumn = PlainColumn | MetricName;

/** Columns by their look, `cell-…` in the styles; all secondary metrics share one. */
export type RankingColumn = 'pick' | 'rank' | 'model' | 'score' | 'plot' | 'secondary' | PlainColumn;

export type RankingColumns = {
  /** Those with a value in some row, in their order. */
  readonly available: readonly OptionalColumn[];
  readonly shown: readonly OptionalColumn[];
  readonly areChosen: boolean;
  /** A provisional table has no ranks. */
  readonly hasRank: boolean;
  /** Of three digits and more. */
  readonly hasLongRanks: boolean;
  readonly hasScoreAfter: boolean;
  /** Two or more models of an official ranking that counts can be compared. */
  readonly canPick: boolean;
  /** Rows have a box to tick for the comparison. */
  readonly isPicking: boolean;
  readonly count: number;
};

/**
 * Four things in a row unless the reader asks for more: rank, model, score, and when the model was frozen; in a provisional table
 * the submissions that its score is the best of.
 * @param secondaryOrder the benchmark's secondary metrics, in its order
 * @param asked names of columns, or null for the usual ones
 */
export function chooseRankingColumns(
  board: LeaderboardView,
  secondaryOrder: readonly MetricName[],
  { asked = null, isPicking = false }: { asked?: readonly string[] | null; isPicking?: boolean } = {},
): RankingColumns {
  const { entries, provisional } = board;
  const hasValue: Readonly<Record<PlainColumn, (entry: LeaderboardEntry) => boolean>> = {
    evidence: () => !provisional,
    version: () => true,
    used: () => true,
    gap: ({ gap }) => gap !== null,
    equated: ({ equated }) => equated !== null,
    last_rank: ({ last_round }) => last_round !== null && !board.invalidated,
    last: ({ last_round }) => (last_round?.on_this_scale ?? null) !== null,
    openness: ({ disclosure }) => disclosure !== null,
    submitted: () => true,
  };
  const available: OptionalColumn[] = [
    ...optionalNames.slice(0, 2).filter((name) => entries.some(hasValue[name])),
    ...secondaryOrder.filter((metric) => entries.some((entry) => entry.secondary[metric] !== undefined)),
    ...optionalNames.slice(2).filter((name) => entries.some(hasValue[name])),
  ];
  const usual: OptionalColumn = provisional ? 'used' : 'evidence';
  const shown = available.filter((name) => (asked ? asked.includes(name) : name === usual));
  const canPick = countsNow(board) && splitEntries(entries).ranked.length > 1;
  return {
    available,
    shown,
    areChosen: asked !== null,
    hasRank: !provisional,
    hasLongRanks: entries.length >= 100,
    hasScoreAfter: entries.some((entry) => findAfterErratum(entry) !== null),
    canPick,
    isPicking: canPick && isPicking,
    count: 3 + Number(!provisional) + Number(canPick && isPicking) + shown.length,
  };
}

const titles: Readonly<Record<PlainColumn, string>> = {
  evidence: 'Model frozen',
  version: 'Version',
  used: 'Team’s submissions used',
  gap: 'Feedback minus final',
  equated: 'Adjusted score',
  last_rank: 'Rank in the round before',
  last: 'Score in the round before',
  openness: 'Code and data open',
  submitted: 'Submitted',
};

export const titleOfColumn = (name: OptionalColumn): string =>
  isMetricColumn(name) ? metricByName[name].title : titles[name];

export const columnOf = (name: OptionalColumn): PlainColumn | 'secondary' =>
  isMetricColumn(name) ? 'secondary' : name;

export const isMetricColumn = (name: OptionalColumn): name is MetricName => !Object.hasOwn(titles, name);

/** In pixels. The plot takes the rest of the table; this is the least that shows anything. */
const widths: Readonly<Record<RankingColumn, number>> = {
  pick: 34,
  rank: 92,
  model: 292,
  score: 124,
  plot: 150,
  evidence: 176,
  version: 96,
  secondary: 92,
  used: 132,
  gap: 112,
  equated: 112,
  last_rank: 96,
  last: 112,
  openness: 128,
  submitted: 96,
};

type Widening = Pick<RankingColumns, 'hasLongRanks' | 'hasScoreAfter'>;

/** A column's width in pixels: ranks of three digits and scores beside those of an erratum take more. */
export function widthOfColumn(column: RankingColumn, { hasLongRanks, hasScoreAfter }: Widening): number {
  if (column === 'rank' && hasLongRanks) return 116;
  return column === 'score' && hasScoreAfter ? 156 : widths[column];
}

/** All columns of the table, in their order. */
export const listColumns = ({
  isPicking,
  hasRank,
  shown,
}: Pick<RankingColumns, 'isPicking' | 'hasRank' | 'shown'>): RankingColumn[] => [
  ...(isPicking ? (['pick'] as const) : []),
  ...(hasRank ? (['rank'] as const) : []),
  ...(['model', 'score', 'plot'] as const),
  ...shown.map(columnOf),
];

/** The least width of a table with these columns, in pixels. */
export const computeWidthMin = (columns: readonly RankingColumn[], widening: Widening): number =>
  columns.reduce((sum, column) => sum + widthOfColumn(column, widening), 0);
