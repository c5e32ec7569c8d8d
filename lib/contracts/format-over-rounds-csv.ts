import { formatCsvCell } from './format-csv-cell';
import type { OverRoundsView } from './over-rounds';

const columns = [
  'model',
  'team',
  'round',
  'version',
  'evidence',
  'equated',
  'lower',
  'upper',
  'rank_lower',
  'rank_upper',
] as const;

/** Each model in each round as CSV (RFC 4180), safe to open in a spreadsheet. Unknown values are empty. */
export function formatOverRoundsCsv({ models }: OverRoundsView): string {
  const rows = models.flatMap(({ model, team, points }) =>
    points.map(({ round, version, evidence, score, lower, upper, rank_lower, rank_upper }) => [
      ...[model, team, round, version, evidence, score, lower, upper],
      ...[rank_lower ?? '', rank_upper ?? ''],
    ]),
  );
  return [[...columns], ...rows].map((row) => `${row.map(formatCsvCell).join(',')}\r\n`).join('');
}
