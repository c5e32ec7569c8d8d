import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { type DisclosureAnswers, openParts, undisclosed } from '@/lib/core/model/disclosure';
import { formatCsvCell } from './format-csv-cell';
import type { LeaderboardView } from './leaderboard';

export const leaderboardCsvColumns = [
  'rank',
  'model',
  'version',
  'team',
  'score',
  'lower',
  'upper',
  'method',
  'evidence',
  'submissions_used',
  'submitted_at',
  'feedback_score',
  'gap',
  'gap_lower',
  'gap_upper',
  'gap_unit',
  'gap_shown',
  'score_after_erratum',
  'rank_after_erratum',
  'rank_lower',
  'rank_upper',
  'tied_with_leader',
  'best_of',
  'best_of_optimism',
  'equated',
  'equated_standard_error',
  'equated_lower',
  'equated_upper',
  'equated_base_round',
  'kind',
  'chosen',
  'interval_unreliable',
  'tail_share',
  'training_cutoff',
  'external_data',
  'parameters',
  'licence',
  'open_code',
  'open_weights',
  'open_training_data',
  'links',
  'last_round',
  'last_rank_lower',
  'last_rank_upper',
  'rank_moved',
  'last_score_on_this_scale',
  'last_score_lower',
  'last_score_upper',
] as const;

/** The ranking as CSV (RFC 4180), safe to open in a spreadsheet. */
export function formatLeaderboardCsv(board: LeaderboardView): string {
  const rows = board.entries.map((e) => [
    board.invalidated ? '' : (e.rank ?? ''),
    e.model,
    e.version,
    e.team,
    e.score,
    e.interval?.lower ?? '',
    e.interval?.upper ?? '',
    e.interval?.method ?? '',
    e.evidence,
    e.submissions_used,
    e.submitted_at,
    e.feedback_score ?? '',
    e.gap?.estimate ?? '',
    e.gap?.lower ?? '',
    e.gap?.upper ?? '',
    e.gap?.unit ?? '',
    e.gap === null ? '' : String(e.gap.shown),
    e.after_erratum?.score ?? '',
    board.invalidated ? '' : (e.after_erratum?.rank ?? ''),
    ...(board.invalidated
      ? ['', '', '']
      : [e.rank_lower ?? '', e.rank_upper ?? '', String(e.tied_with_leader)]),
    e.best_of?.k ?? '',
    e.best_of?.optimism ?? '',
    e.equated?.score ?? '',
    e.equated?.standard_error ?? '',
    e.equated?.lower ?? '',
    e.equated?.upper ?? '',
    e.equated?.base_round ?? '',
    e.kind,
    String(e.chosen),
    e.interval?.unreliable ?? '',
    e.interval?.tail_share ?? '',
    ...cellsOfDisclosure(e.disclosure),
    ...cellsOfLastRound(e.last_round),
  ]);
  return [[...leaderboardCsvColumns], ...rows]
    .map((row) => `${row.map(formatCsvCell).join(',')}\r\n`)
    .join('');
}

/** An undisclosed item gives an empty cell. */
function cellsOfDisclosure(disclosure: DisclosureAnswers | null): (string | number)[] {
  const { openness, links, ...said } = disclosure ?? undisclosed;
  return [
    said.training_cutoff ?? '',
    said.external_data ?? '',
    said.parameters ?? '',
    said.licence ?? '',
    ...openParts.map((split) => openness[split] ?? ''),
    links.map(({ url }) => url).join(' '),
  ];
}

const cellsOfLastRound = (last: LeaderboardEntry['last_round']): (string | number)[] => [
  last?.round ?? '',
  last?.rank_lower ?? '',
  last?.rank_upper ?? '',
  last?.rank_moved ?? '',
  last?.on_this_scale?.score ?? '',
  last?.on_this_scale?.lower ?? '',
  last?.on_this_scale?.upper ?? '',
];
