import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { countsNow, splitEntries } from './describe-ranking';
import { findAfterErratum } from './entry-score';

const optionalNames = [
  ...(['evidence', 'version', 'used', 'gap', 'equated', 'last_rank', 'last', 'openness'] as const),
  'submitted',
] as const;

type PlainColumn = (typeof optionalNames)[number];

/** Columns that a reader can choose; a metric's name stands for that secondary metric. */
export type OptionalColumn = PlainColumn | MetricName;

/** Columns by their style (`cell-…` in `styles/ranking.css`), of which all secondary metrics share one. */
export type RankingColumn = 'pick' | 'rank' | 'model' | 'score' | 'plot' | 'secondary' | PlainColumn;

export type RankingColumns = {
  /** Columns with a value in at least one row. */
  readonly available: readonly OptionalColumn[];
  readonly shown: readonly OptionalColumn[];
  readonly areChosen: boolean;
  /** False for a provisional table, which has no ranks. */
  readonly hasRank: boolean;
  /** True if ranks have three digits or more. */
  readonly hasLongRanks: boolean;
  readonly hasScoreAfter: boolean;
  /** True if two or more models of an official ranking that counts can be compared. */
  readonly canPick: boolean;
  /** True if rows have a box to tick for the comparison. */
  readonly isPicking: boolean;
  readonly count: number;
};

/**
 * By default a row has four things: rank, model, score, and when the model was frozen. A provisional table has the number of submissions
 * instead, since the score is the best of them.
 * @param secondaryOrder the benchmark's secondary metrics, in its order
 * @param chosen names of columns in the query, or null for the default ones
 */
export function chooseRankingColumns(
  board: LeaderboardView,
  secondaryOrder: readonly MetricName[],
  { chosen = null, isPicking = false }: { chosen?: readonly string[] | null; isPicking?: boolean } = {},
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
  const shown = available.filter((name) => (chosen ? chosen.includes(name) : name === usual));
  const canPick = countsNow(board) && splitEntries(entries).ranked.length > 1;
  return {
    available,
    shown,
    areChosen: chosen !== null,
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

/** Widths of columns in pixels. The plot takes the rest of the table; its value is a minimum. */
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

/** A column's width in pixels: ranks of three digits and corrected scores need more. */
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

/** The minimum width of a table with these columns, in pixels. */
export const computeWidthMin = (columns: readonly RankingColumn[], widening: Widening): number =>
  columns.reduce((sum, column) => sum + widthOfColumn(column, widening), 0);
