export type RankingColumn =
  | 'rank'
  | 'model'
  | 'score'
  | 'plot'
  | 'evidence'
  | 'secondary'
  | 'used'
  | 'gap'
  | 'equated'
  | 'submitted';

const number = 'text-right whitespace-nowrap';

/** The box of a column, in its head and its cells. The plot takes what the others leave. */
export const columnBoxes: Readonly<Record<RankingColumn, string>> = {
  rank: 'w-58 pl-12',
  model: 'w-208 pr-8 max-wide:w-172',
  score: 'w-88 pr-14 text-right',
  plot: '',
  evidence: 'w-132 pl-18',
  secondary: `w-84 pl-10 max-wide:hidden ${number}`,
  used: 'w-66 pl-18 whitespace-nowrap max-wide:hidden',
  gap: `w-88 max-wide:pr-12 ${number}`,
  equated: `w-74 pl-10 ${number}`,
  submitted: `w-88 pr-12 pl-14 max-wide:hidden ${number}`,
};

/** Where an erratum makes other scores, each of them beside the one that ranks. */
export const wideScoreBox = 'w-146 pr-14 text-right';
