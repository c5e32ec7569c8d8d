import type { Archive, ArchiveHead } from '@/lib/core/commitment/archive';
import {
  type ArchiveRow,
  formatCsvLine,
  type ItemTable,
  rowsOf,
  tableOf,
} from '@/lib/core/commitment/item-table';
import type { RebuiltFile, RebuiltPiece } from '@/lib/core/commitment/verify-files';
import type { ArchiveFile } from '@/lib/core/round/round';
import { createTrainingWriter, trainingFileName } from '@/lib/core/round/training';
import { formatArchiveReadme, formatSha256Sums } from './archive-formats';
import { composeCroissant } from './croissant';
import { encodeParquet } from './items-parquet';

/**
 * Writes archive.json in pieces, one line per item, so that no string grows with the number of items. Inputs are written as
 * the JSON text that their leaves hash. Equal archives give equal bytes: the verifier writes the file again to detect
 * additional content.
 */
export function* formatArchiveJson(archive: ArchiveHead, rows: Iterable<ArchiveRow>): Generator<string> {
  const { evaluations, commitment, ...head } = archive;
  yield `${formatSorted(head).slice(0, -1)},"items":[`;
  let separator = '\n';
  for (const row of rows) {
    yield separator + formatItem(row);
    separator = ',\n';
  }
  yield '\n],"evaluations":[';
  separator = '\n';
  for (const evaluation of evaluations) {
    yield separator + formatSorted(evaluation);
    separator = ',\n';
  }
  yield `\n],"commitment":${formatSorted(commitment)}}\n`;
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
}: ArchiveRow) {
  // Keys whose values are undefined are omitted.
  const after = JSON.stringify({
    label,
    split,
    group,
    date,
    slices: slices && sortKeys(slices),
    nonce,
    leaf,
    original_id,
  });
  return `{"id":${JSON.stringify(id)},"input":${inputJson},${after.slice(1)}`;
}

/** Writes JSON with sorted keys, so that a parsed value is written as it was before. */
const formatSorted = (value: object): string =>
  JSON.stringify(value, (_, child: unknown) =>
    child !== null && typeof child === 'object' && !Array.isArray(child) ? sortKeys(child) : child,
  );

const sortKeys = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

export function* formatItemsCsv(table: ItemTable, rows: Iterable<ArchiveRow>): Generator<string> {
  yield formatCsvLine(table.columns.map(({ name }) => name));
  for (const row of rows) yield formatCsvLine(table.cellsOf(row));
}

export function* formatTraining(
  archive: Pick<Archive, 'round' | 'test_set'>,
  rows: Iterable<ArchiveRow>,
): Generator<string> {
  const { format, input_columns: columns, has_group: hasGroup, has_date: hasDate } = archive.test_set;
  const writer = createTrainingWriter({ format, columns, hasGroup, hasDate }, archive.round);
  yield writer.header;
  for (const row of rows) yield writer.line(row);
}

export const formatCroissant = (archive: ArchiveHead, files: readonly ArchiveFile[]): string =>
  `${JSON.stringify(composeCroissant(archive, { columns: tableOf(archive).columns, files }), null, 2)}\n`;

/** Writes all files of an archive except the prediction files, in the order in which the scorer writes them. */
export function rebuildArchive(archive: Archive): RebuiltFile[] {
  const { items, ...head } = archive;
  const table = tableOf(head);
  const rows = () => rowsOf(items);
  const placeOfItem = (piece: number) => {
    const item = items[piece - 1];
    return item === undefined ? null : `${item.id} (item ${piece})`;
  };
  const tableFile = { isInZip: true, needsAll: false };
  const listFile = { ...tableFile, needsAll: true };
  return [
    {
      ...tableFile,
      name: 'archive.json',
      content: 'equals, byte for byte, what the site would write for these submissions',
      pieces: () => piecesOf(formatArchiveJson(head, rows()), placeOfItem),
    },
    {
      ...tableFile,
      name: 'items.csv',
      content: 'the table of the items in archive.json',
      pieces: () => piecesOf(formatItemsCsv(table, rows()), placeOfItem),
    },
    {
      ...tableFile,
      name: 'items.parquet',
      content: 'the table of the items in archive.json',
      pieces: () => encodeParquet(table, rows()),
    },
    {
      ...listFile,
      name: 'croissant.json',
      content: 'the description of these files',
      pieces: (files) => linesOf(formatCroissant(head, files)),
    },
    {
      ...tableFile,
      name: 'README.txt',
      content: 'the description of this archive',
      pieces: () => linesOf(formatArchiveReadme(archive)),
    },
    {
      ...listFile,
      name: 'SHA256SUMS',
      content: 'the list of these files',
      pieces: (files) => linesOf(formatSha256Sums(files)),
    },
    {
      ...tableFile,
      name: trainingFileName(archive.test_set.format),
      isInZip: false,
      content: 'the training data of the items in archive.json',
      pieces: () => piecesOf(formatTraining(archive, rows()), placeOfItem),
    },
  ];
}

const encoder = new TextEncoder();

function* piecesOf(
  texts: Iterable<string>,
  placeOf: (piece: number) => string | null,
): Generator<RebuiltPiece> {
  let piece = 0;
  for (const text of texts) yield { place: placeOf(piece++), bytes: encoder.encode(text) };
}

const linesOf = (text: string): Iterable<RebuiltPiece> =>
  piecesOf(text.split(/(?<=\n)/), (piece) => `line ${piece + 1}`);
