import { formatCanonicalJson, isJsonObject, type JsonValue } from '../files/canonical-json';
import { slicePrefix } from '../round/slices';
import type { Archive, ArchiveFiles, ArchiveItem } from './archive';
import { createItemTable, formatCsvLine, type ItemTable } from './item-table';
import { type ArchiveFinding, type CheckLine, formatCount, lineOf } from './verification-report';

/**
 * Compares `items.csv` with `archive.json` byte by byte: readers train on the table, and the commitment covers only
 * `archive.json`. The order of the input columns is the test set's, which no hash covers, so the header decides it. Returns no
 * line where the file isn't there.
 */
export async function verifyItemsCsv(archive: Archive, files: ArchiveFiles): Promise<CheckLine[]> {
  const bytes = await files.read('items.csv');
  if (bytes === null) return [];
  const table = findTable(archive, bytes);
  const finding = table === null ? headerFinding : findDifference(archive.items, bytes, table);
  return [
    lineOf(
      finding === null ? [] : [finding],
      `items.csv has the same ${formatCount(archive.items.length, 'item')} as archive.json, byte by byte.`,
      'items.csv does not have the items of archive.json.',
    ),
  ];
}

const headerFinding: ArchiveFinding = {
  what: 'file',
  subject: 'items.csv',
  detail: 'line 1 does not name the columns of the items of archive.json',
};

/** Far more than the column names of any test set. */
const headerBytesMax = 1024 * 1024;

/** The table that the header names; null where its columns can't be those of the archive's items. */
function findTable({ task, items, commitment }: Archive, bytes: Uint8Array): ItemTable | null {
  const names = readHeader(decoder.decode(bytes.subarray(0, headerBytesMax)));
  const inputColumns = names.flatMap((name) => (name.startsWith('input_') ? [name.slice(6)] : []));
  const format = inputColumns.length === 0 && names.includes('input') ? 'jsonl' : 'csv';
  const hasOwnIds = commitment.ids === 'drawn';
  const sliceColumns = listSliceColumns(names);
  const table = createItemTable({ task, hasOwnIds, format, inputColumns, sliceColumns });
  if (new Set(names).size < names.length) return null;
  const isOfItems = items.every(
    ({ input, slices = {} }) =>
      hasCells(slices, sliceColumns) && (format === 'jsonl' || hasCells(input, inputColumns)),
  );
  return isOfItems && beginsWith(bytes, 0, headerOf(table)) ? table : null;
}

const listSliceColumns = (names: readonly string[]): string[] =>
  names.flatMap((name) => (name.startsWith(slicePrefix) ? [name.slice(slicePrefix.length)] : []));

function readHeader(text: string): string[] {
  const names: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\n]*)([,\n])/y;
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    const [, name = '', end] = found;
    names.push(name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);
    if (end === '\n') break;
  }
  return names;
}

/** Checks for an object of exactly these texts: a column would leave out any other value. */
function hasCells(input: JsonValue, columns: readonly string[]): boolean {
  if (!isJsonObject(input) || Object.keys(input).length !== columns.length) return false;
  return columns.every((name) => Object.hasOwn(input, name) && typeof input[name] === 'string');
}

const headerOf = ({ columns }: ItemTable): Uint8Array =>
  encoder.encode(formatCsvLine(columns.map(({ name }) => name)));

function findDifference(
  items: readonly ArchiveItem[],
  bytes: Uint8Array,
  table: ItemTable,
): ArchiveFinding | null {
  let offset = headerOf(table).length;
  for (const [position, item] of items.entries()) {
    const line = encoder.encode(formatCsvLine(table.cellsOf({ ...item, inputJson: inputJsonOf(item) })));
    if (!beginsWith(bytes, offset, line))
      return {
        what: 'file',
        subject: `items.csv, ${item.id} (item ${position + 1})`,
        detail: `the row is not the item of archive.json, which gives: ${decoder.decode(line).trimEnd()}`,
      };
    offset += line.length;
  }
  if (offset === bytes.length) return null;
  return {
    what: 'file',
    subject: 'items.csv',
    detail: `it has more rows than archive.json has items (${items.length})`,
  };
}

const encoder = new TextEncoder();

const decoder = new TextDecoder();

/** An input without canonical JSON has no leaf either, which the items' own check reports. */
function inputJsonOf({ input }: ArchiveItem): string {
  const text = formatCanonicalJson(input);
  return text.ok ? text.value : JSON.stringify(input);
}

function beginsWith(bytes: Uint8Array, offset: number, expected: Uint8Array): boolean {
  if (bytes.length - offset < expected.length) return false;
  return expected.every((byte, i) => bytes[offset + i] === byte);
}
