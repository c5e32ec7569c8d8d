import type { RankingColumns } from './ranking-columns';

/** What the boxes of all columns follow. */
export type ColumnBoxes = Pick<RankingColumns, 'areChosen' | 'hasLongRanks' | 'hasScoreAfter'>;

export type RankingColumn =
  | 'pick'
  | 'rank'
  | 'model'
  | 'score'
  | 'plot'
  | 'evidence'
  | 'secondary'
  | 'used'
  | 'gap'
  | 'equated'
  | 'last'
  | 'submitted';

const number = 'text-right whitespace-nowrap';

/** The plot takes what the others leave. */
const boxes: Readonly<Record<RankingColumn, string>> = {
  pick: 'w-34 pl-12',
  rank: 'w-74 pr-8 pl-12',
  model: 'w-232 pr-12 max-wide:w-172',
  score: 'w-104 pr-14 text-right',
  plot: '',
  evidence: 'w-132 pl-18',
  secondary: `w-84 pl-10 ${number}`,
  used: 'w-104 pl-18 whitespace-nowrap',
  gap: `w-88 max-wide:pr-12 ${number}`,
  equated: `w-96 pl-10 ${number}`,
  last: `w-96 pl-10 ${number}`,
  submitted: `w-88 pr-12 pl-14 ${number}`,
};

/** Where an erratum makes other scores, each of them beside the one that ranks. */
const wideScoreBox = 'w-146 pr-14 text-right';
/** Ranks of three digits. */
const wideRankBox = 'w-96 pr-8 pl-12';

/** Those that give way to a narrow window, unless a reader chose them. */
const givesWay: ReadonlySet<RankingColumn> = new Set(['secondary', 'used', 'equated', 'last', 'submitted']);

export const doesGiveWay = (column: RankingColumn): boolean => givesWay.has(column);

/** The box of a column, in its head and its cells. */
export function boxOfColumn(column: RankingColumn, columns: ColumnBoxes): string {
  if (column === 'score' && columns.hasScoreAfter) return wideScoreBox;
  if (column === 'rank' && columns.hasLongRanks) return wideRankBox;
  return givesWay.has(column) && !columns.areChosen ? `${boxes[column]} max-wide:hidden` : boxes[column];
}

/** What the plot needs to show anything, in pixels. */
const plotWidthMin = 150;

/** How wide a table with these columns is at least, its plot included, in pixels. */
export const computeWidthMin = (shown: readonly RankingColumn[], boxes: ColumnBoxes): number =>
  shown.reduce((sum, column) => sum + widthOf(boxOfColumn(column, boxes)), plotWidthMin);

/** A column that takes what the others leave has none. */
const widthOf = (box: string): number => Number(/\bw-(\d+)/.exec(box)?.[1] ?? 0);
