import { formatCsvCell } from './format-csv-cell';
import type { RoundComparisonView } from './round-comparison';

const columns = [
  'model',
  'version',
  'team',
  'earlier_round',
  'earlier_score',
  'earlier_lower',
  'earlier_upper',
  'earlier_rank_lower',
  'earlier_rank_upper',
  'earlier_evidence',
  'later_round',
  'later_score',
  'later_lower',
  'later_upper',
  'later_rank_lower',
  'later_rank_upper',
  'later_evidence',
  'fitted',
  'fitted_lower',
  'fitted_upper',
  'rank_agreement',
  'drop',
  'drop_lower',
  'drop_upper',
  'drop_unit',
] as const;

type Version = RoundComparisonView['versions'][number];

/** Two rounds' scores of the same versions as CSV (RFC 4180), safe to open in a spreadsheet. Unknown values are empty. */
export function formatComparisonCsv({
  versions,
  earlier,
  later,
  rank_agreement,
  drop,
}: RoundComparisonView): string {
  const cellsOf = ({ score, interval, ranks, evidence }: Version['earlier']) => [
    score,
    interval?.lower ?? '',
    interval?.upper ?? '',
    ranks?.lower ?? '',
    ranks?.upper ?? '',
    evidence,
  ];
  // These values belong to the two rounds, so they are the same in every row.
  const agreement = [
    rank_agreement ?? '',
    drop?.estimate ?? '',
    drop?.lower ?? '',
    drop?.upper ?? '',
    drop?.unit ?? '',
  ];
  const rows = versions.map((version) => [
    version.name,
    version.version,
    version.team,
    earlier.round,
    ...cellsOf(version.earlier),
    later.round,
    ...cellsOf(version.later),
    version.fitted?.later ?? '',
    version.fitted?.lower ?? '',
    version.fitted?.upper ?? '',
    ...agreement,
  ]);
  return [[...columns], ...rows].map((row) => `${row.map(formatCsvCell).join(',')}\r\n`).join('');
}
