import type { Archive } from '@/lib/core/commitment/archive';
import type { ArchiveRow } from '@/lib/core/commitment/item-table';

/**
 * archive.json in pieces, one a line and an item, so that no number of items needs one long string. Inputs are written as the
 * text of their leaves.
 */
export function* formatArchiveJson(
  { evaluations, commitment, ...head }: Omit<Archive, 'items'>,
  rows: Iterable<ArchiveRow>,
): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let separator = '\n';
  for (const row of rows) {
    yield separator + formatItem(row);
    separator = ',\n';
  }
  yield '\n],"evaluations":[';
  separator = '\n';
  for (const evaluation of evaluations) {
    yield separator + JSON.stringify(evaluation);
    separator = ',\n';
  }
  yield `\n],"commitment":${JSON.stringify(commitment)}}\n`;
}

function formatItem({
  id,
  inputJson,
  label,
  split,
  group,
  date,
  slices,
  nonce,
  leaf,
  original_id,
}: ArchiveRow): string {
  // Omitted where it is undefined.
  const after = JSON.stringify({ label, split, group, date, slices, nonce, leaf, original_id });
  return `{"id":${JSON.stringify(id)},"input":${inputJson},${after.slice(1)}`;
}
