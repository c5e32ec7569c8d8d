import type { Task } from '../benchmark';
import { formatCanonicalJson, isJsonObject, type JsonValue } from '../files/canonical-json';
import { slicePrefix } from '../round/slices';
import { readCells } from '../round/test-set-cells';
import { csvField } from '../round/training';
import type { Archive, ArchiveFiles, ArchiveItem } from './archive';
import type { LeafItem } from './merkle-tree';
import { type ArchiveFinding, type CheckLine, formatCount, lineOf } from './verification-report';

/** An item of a revealed round, its input as the RFC 8785 text that its leaf was made of. */
export type ArchiveRow = LeafItem & Pick<ArchiveItem, 'original_id' | 'group' | 'date' | 'nonce' | 'leaf'>;

export type Cell = string | number | null;

export type ItemColumn = {
  readonly name: string;
  readonly type: 'text' | 'number';
  readonly isNullable: boolean;
  readonly description: string;
};

export type ItemTable = {
  readonly columns: readonly ItemColumn[];
  /** The cells of one item, in the order of the columns. */
  cellsOf(row: ArchiveRow): Cell[];
};

/**
 * The columns of items.csv and items.parquet. The tables lose nothing: inputs of a CSV test set are texts and have a column
 * each, with the prefix `input_` so that none is confused with another column; the input of a JSON Lines test set is one column
 * of JSON text.
 * @param inputColumns in the test set's order; not used for JSON Lines
 */
export function createItemTable({
  format,
  inputColumns,
  task,
  hasOriginalIds,
  sliceColumns = [],
}: {
  task: Task;
  /** True if the table gives each item's original id beside its published pseudonym. */
  hasOriginalIds: boolean;
  format: 'csv' | 'jsonl';
  inputColumns: readonly string[];
  /** Names without the prefix. */
  sliceColumns?: readonly string[];
}): ItemTable {
  const inputs: ItemColumn[] =
    format === 'jsonl'
      ? [text('input', 'The input as JSON text (RFC 8785).')]
      : inputColumns.map((name) => text(`input_${name}`, `The input column "${name}" of the test set.`));
  return {
    columns: [
      text('id', 'Id of the item, in NFC.'),
      text('split', 'The split of the item: feedback or final.'),
      {
        name: 'label',
        type: task === 'regression' ? 'number' : 'text',
        isNullable: false,
        description: labelWords[task],
      },
      {
        ...text(
          'group',
          'Group of the item, such as its document or patient; empty if the test set has no groups.',
        ),
        isNullable: true,
      },
      {
        ...text('date', 'Day or instant of the item; empty if the test set has no dates.'),
        isNullable: true,
      },
      ...sliceColumns.map((name) =>
        text(`${slicePrefix}${name}`, `Value of the item in the slice column "${name}" of the test set.`),
      ),
      ...inputs,
      text('nonce', 'Salt of the leaf: HMAC-SHA256 of the id under the round secret, in hexadecimal.'),
      text('leaf', 'Leaf of the item in the Merkle tree, SHA-256 in hexadecimal.'),
      ...(hasOriginalIds
        ? [
            text(
              'original_id',
              'Original id of the item in the test set; the round secret draws `id` from it.',
            ),
          ]
        : []),
    ],
    cellsOf(row) {
      const { id, split, label, group, date, slices, nonce, leaf, original_id } = row;
      const ofSlices = sliceColumns.map((name) => slices?.[name] ?? null);
      const own = hasOriginalIds ? [original_id ?? null] : [];
      return [id, split, label, group, date, ...ofSlices, ...inputCells(row.inputJson), nonce, leaf, ...own];
    },
  };

  function inputCells(inputJson: string): string[] {
    return format === 'jsonl' ? [inputJson] : readCells(inputJson, inputColumns);
  }
}

const labelWords: Readonly<Record<Task, string>> = {
  binary: 'The class to predict.',
  multiclass: 'The class to predict.',
  regression: 'The number to predict.',
  text: 'The accepted text; several accepted texts as a JSON array.',
};

const text = (name: string, description: string): ItemColumn => ({
  name,
  type: 'text',
  isNullable: false,
  description,
});

/**
 * A line of CSV (RFC 4180, with line feeds); null is the empty cell. Cells that a spreadsheet would read as formulas stay
 * unescaped: with an apostrophe before it, an item would no longer be the committed one, and a model trained on the file would
 * learn the apostrophe.
 */
export function formatCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(formatCell).join(',')}\n`;
}

const formatCell = (cell: Cell): string => (cell === null ? '' : csvField(String(cell)));

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

/** The table that a header describes; null if its columns can't be those of the archive's items. */
function findTable({ task, items, commitment }: Archive, bytes: Uint8Array): ItemTable | null {
  const names = readHeader(decoder.decode(bytes.subarray(0, headerBytesMax)));
  const inputColumns = names.flatMap((name) => (name.startsWith('input_') ? [name.slice(6)] : []));
  const format = inputColumns.length === 0 && names.includes('input') ? 'jsonl' : 'csv';
  const hasOriginalIds = commitment.ids === 'drawn';
  const sliceColumns = listSliceColumns(names);
  const table = createItemTable({ task, hasOriginalIds, format, inputColumns, sliceColumns });
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

/** Checks for an object with exactly these columns and texts as values, since the table has no place for other values. */
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
