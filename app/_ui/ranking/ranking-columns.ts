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

/** A column that readers can switch on and off. The name of a metric stands for the column of that secondary metric. */
export type OptionalColumn = PlainColumn | MetricName;

/** Columns by their style (`cell-…` in `styles/ranking.css`). All secondary metrics share one style. */
export type RankingColumn = 'pick' | 'rank' | 'model' | 'score' | 'plot' | 'secondary' | PlainColumn;

export type RankingColumns = {
  /** Optional columns that have a value in at least one row. */
  readonly available: readonly OptionalColumn[];
  readonly shown: readonly OptionalColumn[];
  readonly areChosen: boolean;
  /** False for a provisional table, which has no ranks. */
  readonly hasRank: boolean;
  /** True if some rank has three digits or more. */
  readonly hasLongRanks: boolean;
  readonly hasScoreAfter: boolean;
  /** True if two or more models of an official ranking that counts can be picked for comparison. */
  readonly canPick: boolean;
  /** True if rows have a checkbox to pick models for comparison. */
  readonly isPicking: boolean;
  readonly count: number;
};

/**
 * Chooses the columns. By default a row has rank, model, score, and when the model was frozen; a provisional table has the
 * number of submissions instead of the last one, since its score is the best of several.
 * @param secondaryOrder the benchmark's secondary metrics, in the benchmark's order
 * @param chosen names of columns from the query; null for the default columns
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

/** Widths of columns in pixels. The plot gets the rest of the table's width; its number is a minimum. */
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

/** Width of a column in pixels; ranks of three digits and corrected scores need more. */
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
