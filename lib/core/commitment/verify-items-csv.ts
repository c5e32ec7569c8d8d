import { formatCanonicalJson } from '../files/canonical-json';
import type { Archive, ArchiveItem } from './archive';
import type { ArchiveFiles } from './archive-files';
import type { ArchiveFinding } from './archive-finding';
import { createItemTable, formatCsvLine, type ItemTable } from './item-table';
import { type CheckLine, formatCount, lineOf } from './verification-report';

/**
 * Compares `items.csv` with `archive.json` byte by byte: readers train on the table, and the commitment covers only
 * `archive.json`. The order of the input columns is the test set's, which no hash covers, so it is taken from the header.
 * Returns no line where the file isn't there.
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

const inputPrefix = 'input_';

/** The table whose header the file begins with; null where its columns can't be those of the archive's items. */
function findTable(archive: Archive, bytes: Uint8Array): ItemTable | null {
  const { task, items } = archive;
  const hasOwnIds = archive.commitment.ids === 'drawn';
  const asJson = createItemTable({ task, hasOwnIds, format: 'jsonl', inputColumns: [] });
  if (beginsWith(bytes, 0, headerOf(asJson))) return asJson;
  const input = items[0]?.input;
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return null;
  const names = Object.keys(input);
  const ordered = orderByHeader(names, bytes);
  const asCells = createItemTable({ task, hasOwnIds, format: 'csv', inputColumns: ordered });
  return beginsWith(bytes, 0, headerOf(asCells)) ? asCells : null;
}

/** The names in the order in which the header has them. */
function orderByHeader(names: readonly string[], bytes: Uint8Array): string[] {
  const header = new TextDecoder().decode(bytes.subarray(0, headerBytesMax));
  const placeOf = (name: string) => header.indexOf(`,${formatCsvLine([inputPrefix + name]).slice(0, -1)},`);
  return [...names].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Far more than the column names of any test set. */
const headerBytesMax = 1024 * 1024;

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
