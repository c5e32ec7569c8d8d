import { formatCsvCell } from './format-csv-cell';
import type { SubgroupsView } from './subgroups';

const columns = [
  'slice_column',
  'slice_value',
  'item_count',
  'state',
  'model',
  'model_slug',
  'version',
  'team',
  'score',
  'lower',
  'upper',
  'interval_is_unreliable',
] as const;

/** Scores by slice as CSV (RFC 4180), safe to open in a spreadsheet: a line for each model in each slice, first all items. */
export function formatSubgroupsCsv({ item_count, models, slices }: SubgroupsView): string {
  const blocks = [{ column: '', value: '', item_count, state: 'shown', scores: models }, ...slices];
  const rows = blocks.flatMap((slice) => {
    const head = [slice.column, slice.value, slice.item_count, slice.state];
    if (slice.scores.length === 0) return [[...head, ...Array<string>(8).fill('')]];
    return models.map(({ model, model_slug, version, team }, i) => {
      const scored = slice.scores[i];
      const { lower = '', upper = '', is_unreliable = '' } = scored?.interval ?? {};
      return [
        ...head,
        model,
        model_slug,
        version,
        team,
        scored?.score ?? '',
        lower,
        upper,
        String(is_unreliable),
      ];
    });
  });
  return [[...columns], ...rows].map((row) => `${row.map(formatCsvCell).join(',')}\r\n`).join('');
}
