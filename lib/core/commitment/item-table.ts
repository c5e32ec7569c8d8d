import type { Task } from '../benchmark';
import { formatCanonicalJson, isJsonObject, type JsonValue } from '../files/canonical-json';
import { slicePrefix } from '../round/slices';
import { readCells } from '../round/test-set-cells';
import { csvField } from '../round/training';
import type { Archive, ArchiveItem } from './archive';
import type { LeafItem } from './merkle-tree';

/** An item of a revealed round, with its input as the RFC 8785 JSON text from which the item's leaf was computed. */
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
  /** The cells of one item in the order of the table's columns. */
  cellsOf(row: ArchiveRow): Cell[];
};

/**
 * The columns of items.csv and items.parquet. Both tables contain the whole item: inputs of a CSV test set are texts and
 * have a column each, with the prefix `input_` so that none is confused with another column; the input of a JSON Lines test
 * set is one column of JSON text.
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
  /** Names of the slice columns without the prefix `slice_`. */
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
 * unescaped: an escaping apostrophe would make the item differ from the committed item, and a model trained on the file
 * would learn the apostrophe.
 */
export function formatCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(formatCell).join(',')}\n`;
}

const formatCell = (cell: Cell): string => (cell === null ? '' : csvField(String(cell)));

/** The table for an archive's items, chosen by the description of the test set in `archive.json`. */
export const tableOf = ({
  task,
  test_set: testSet,
  commitment,
}: Omit<Archive, 'items' | 'evaluations'>): ItemTable =>
  createItemTable({
    task,
    format: testSet.format,
    inputColumns: testSet.input_columns,
    sliceColumns: testSet.slice_columns,
    hasOriginalIds: commitment.ids === 'drawn',
  });

/** Converts the items of an archive to rows of its table. */
export function* rowsOf(items: readonly ArchiveItem[]): Generator<ArchiveRow> {
  for (const item of items) yield { ...item, inputJson: inputJsonOf(item) };
}

/** Checks that each item fits the table of its archive: a table can't contain other columns, nor labels of another type. */
export function fitsTable({ task, items, test_set: testSet, commitment }: Archive): boolean {
  const { format, input_columns: inputColumns, slice_columns: sliceColumns } = testSet;
  return items.every(
    ({ input, label, slices = {}, original_id: originalId }) =>
      (typeof label === 'number') === (task === 'regression') &&
      (commitment.ids !== 'drawn' || originalId !== undefined) &&
      hasCells(slices, sliceColumns) &&
      (format === 'jsonl' || hasCells(input, inputColumns)),
  );
}

/** Checks that an input is an object with exactly these columns, whose values are texts. */
function hasCells(input: JsonValue, columns: readonly string[]): boolean {
  if (!isJsonObject(input) || Object.keys(input).length !== columns.length) return false;
  return columns.every((name) => Object.hasOwn(input, name) && typeof input[name] === 'string');
}

/**
 * The item's input as canonical JSON, or as plain JSON where canonical JSON is impossible. The check of the items reports
 * such an input, since it has no leaf.
 */
function inputJsonOf({ input }: ArchiveItem): string {
  const text = formatCanonicalJson(input);
  return text.ok ? text.value : JSON.stringify(input);
}
