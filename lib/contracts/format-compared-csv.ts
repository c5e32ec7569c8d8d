import type { ComparedModelsView, ComparedRanking } from './compared-models';
import { formatCsvCell } from './format-csv-cell';

const columns = [
  'round',
  'first',
  'first_version',
  'first_score',
  'second',
  'second_version',
  'second_score',
  'difference',
  'lower',
  'upper',
  'is_significant_alone',
  'is_significant',
  'erratum',
] as const;

/**
 * Each pair of each round as CSV (RFC 4180), safe to open in a spreadsheet. Unknown values are empty, as is the erratum of pairs
 * by the sealed labels.
 */
export function formatComparedCsv({ models, rounds }: ComparedModelsView): string {
  const rowsOf = (round: number, ranking: ComparedRanking, erratum: number | '') =>
    (ranking.pairs ?? []).map((pair) => {
      const cellsOf = (letter: string) => {
        const scored = ranking.models.find((one) => one.letter === letter);
        const named = models.find((one) => one.letter === letter);
        return [named?.model ?? '', scored?.version ?? '', scored?.score ?? ''];
      };
      return [
        round,
        ...cellsOf(pair.first),
        ...cellsOf(pair.second),
        pair.difference,
        pair.interval?.lower ?? '',
        pair.interval?.upper ?? '',
        String(pair.is_significant_alone),
        String(pair.is_significant),
        erratum,
      ];
    });
  const rows = rounds.flatMap(({ round, after_erratum: corrected, ...sealed }) => [
    ...rowsOf(round, sealed, ''),
    ...(corrected ? rowsOf(round, corrected, corrected.erratum) : []),
  ]);
  return [[...columns], ...rows].map((row) => `${row.map(formatCsvCell).join(',')}\r\n`).join('');
}
