import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { findAfterErratum } from '../errata/find-after-erratum';
import { countsNow, splitEntries } from './describe-ranking';

/** More would leave no room for the plot, adjusted scores among them. */
const secondaryColumnsMax = 2;

/** Columns that a reader can choose; a metric's name stands for that secondary metric. */
export type OptionalColumn = 'evidence' | 'used' | 'gap' | 'equated' | 'last' | 'submitted' | MetricName;

/** Columns by their look, `cell-…` in the styles; all secondary metrics share one. */
export type RankingColumn =
  | ('pick' | 'rank' | 'model' | 'score' | 'plot' | 'secondary')
  | Exclude<OptionalColumn, MetricName>;

export type RankingColumns = {
  /** Those that there is something to put in, in their order. */
  readonly available: readonly OptionalColumn[];
  readonly shown: readonly OptionalColumn[];
  /** By the reader: then none gives way to a narrow window. */
  readonly areChosen: boolean;
  /** A provisional table ranks nobody. */
  readonly hasRank: boolean;
  /** Of three digits and more. */
  readonly hasLongRanks: boolean;
  readonly hasScoreAfter: boolean;
  /** Models can be picked for a comparison: of an official ranking that counts, of two or more. */
  readonly canPick: boolean;
  readonly count: number;
};

/**
 * @param secondaryOrder the benchmark's secondary metrics, in its order
 * @param asked names of columns, or null for those that most readers want
 */
export function chooseRankingColumns(
  board: LeaderboardView,
  secondaryOrder: readonly MetricName[],
  asked: readonly string[] | null,
): RankingColumns {
  const { entries, provisional } = board;
  const secondary = secondaryOrder.filter((metric) =>
    entries.some((entry) => entry.secondary[metric] !== undefined),
  );
  const hasEquated = entries.some(({ equated }) => equated !== null);
  const available: OptionalColumn[] = [
    ...(provisional ? [] : (['evidence'] as const)),
    ...secondary,
    'used',
    ...(entries.some(({ gap }) => gap !== null) ? (['gap'] as const) : []),
    ...(hasEquated ? (['equated'] as const) : []),
    ...(entries.some(hasLastScore) ? (['last'] as const) : []),
    'submitted',
  ];
  const left = new Set<string>(secondary.slice(secondaryColumnsMax - Number(hasEquated)));
  if (!provisional) for (const name of ['last', 'submitted']) left.add(name);
  const shown = available.filter((name) => (asked ? asked.includes(name) : !left.has(name)));
  const hasRank = !provisional;
  const canPick = countsNow(board) && splitEntries(entries).ranked.length > 1;
  return {
    available,
    shown,
    areChosen: asked !== null,
    hasRank,
    hasLongRanks: entries.length >= 100,
    hasScoreAfter: entries.some((entry) => findAfterErratum(entry) !== null),
    canPick,
    count: 3 + Number(hasRank) + Number(canPick) + shown.length,
  };
}

export const hasLastScore = ({ last_round }: Pick<LeaderboardEntry, 'last_round'>): boolean =>
  (last_round?.on_this_scale ?? null) !== null;

const titles: Readonly<Record<Exclude<OptionalColumn, MetricName>, string>> = {
  evidence: 'Evidence',
  used: 'Used',
  gap: 'Gap',
  equated: 'Adjusted',
  last: 'Last round',
  submitted: 'Submitted',
};

export const titleOfColumn = (name: OptionalColumn): string =>
  isMetricColumn(name) ? metricByName[name].title : titles[name];

export const columnOf = (name: OptionalColumn): Exclude<OptionalColumn, MetricName> | 'secondary' =>
  isMetricColumn(name) ? 'secondary' : name;

export const isMetricColumn = (name: OptionalColumn): name is MetricName => !Object.hasOwn(titles, name);

/** Columns that give way to a narrow window, unless a reader chose them; the styles hide the same ones. */
export const columnsThatGiveWay: ReadonlySet<RankingColumn> = new Set([
  ...(['secondary', 'used', 'equated', 'last', 'submitted'] as const),
]);

/** In pixels. The plot takes what the others leave; this is the least that shows anything. */
const widths: Readonly<Record<RankingColumn, number>> = {
  pick: 34,
  rank: 74,
  model: 232,
  score: 104,
  plot: 150,
  evidence: 132,
  secondary: 84,
  used: 104,
  gap: 88,
  equated: 96,
  last: 96,
  submitted: 88,
};

type Widening = Pick<RankingColumns, 'hasLongRanks' | 'hasScoreAfter'>;

/** A column's width in pixels: ranks of three digits and scores beside those of an erratum take more. */
export function widthOfColumn(column: RankingColumn, { hasLongRanks, hasScoreAfter }: Widening): number {
  if (column === 'rank' && hasLongRanks) return 96;
  return column === 'score' && hasScoreAfter ? 146 : widths[column];
}

/** All columns of the table, in their order. */
export const listColumns = ({
  canPick,
  hasRank,
  shown,
}: Pick<RankingColumns, 'canPick' | 'hasRank' | 'shown'>): RankingColumn[] => [
  ...(canPick ? (['pick'] as const) : []),
  ...(hasRank ? (['rank'] as const) : []),
  ...(['model', 'score', 'plot'] as const),
  ...shown.map(columnOf),
];

/** The least width of a table with these columns, in pixels. */
export const computeWidthMin = (columns: readonly RankingColumn[], widening: Widening): number =>
  columns.reduce((sum, column) => sum + widthOfColumn(column, widening), 0);
