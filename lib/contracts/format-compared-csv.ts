import type { ComparedModelsView } from './compared-models';
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
  'apart_alone',
  'told_apart',
] as const;

/** Each pair of each round as CSV (RFC 4180), safe to open in a spreadsheet. What isn't known is empty. */
export function formatComparedCsv({ models, rounds }: ComparedModelsView): string {
  const rows = rounds.flatMap((round) =>
    (round.pairs ?? []).map((pair) => {
      const cellsOf = (letter: string) => {
        const scored = round.models.find((one) => one.letter === letter);
        const named = models.find((one) => one.letter === letter);
        return [named?.model ?? '', scored?.version ?? '', scored?.score ?? ''];
      };
      return [
        round.round,
        ...cellsOf(pair.first),
        ...cellsOf(pair.second),
        pair.difference,
        pair.limits?.lower ?? '',
        pair.limits?.upper ?? '',
        String(pair.apart_alone),
        String(pair.told_apart),
      ];
    }),
  );
  return [[...columns], ...rows].map((row) => `${row.map(formatCsvCell).join(',')}\r\n`).join('');
}
