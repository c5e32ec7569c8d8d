import type { Task } from '../benchmark';
import { slicePrefix } from '../round/slices';
import { readCells } from '../round/test-set-cells';
import type { ArchiveItem } from './archive';
import type { LeafItem } from './leaf-item';

/** An item of a revealed round, its input as the RFC 8785 text that its leaf was made of. */
export type ArchiveRow = LeafItem & Pick<ArchiveItem, 'own_id' | 'group' | 'date' | 'nonce' | 'leaf'>;

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
 * The columns of items.csv and items.parquet. Nothing is lost: inputs of a CSV test set are texts and have a column each, with
 * the prefix `input_` so that none is confused with another column; the input of a JSON Lines test set is one column of JSON
 * text.
 * @param inputColumns in the test set's order; not used for JSON Lines
 */
export function createItemTable({
  format,
  inputColumns,
  task,
  hasOwnIds,
  sliceColumns = [],
}: {
  task: Task;
  /** Ids were drawn, so that each item has another id in the test set. */
  hasOwnIds: boolean;
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
      { ...text('group', 'What the item belongs together with, if the test set says.'), isNullable: true },
      { ...text('date', 'Day or instant of the item, if the test set says.'), isNullable: true },
      ...sliceColumns.map((name) =>
        text(`${slicePrefix}${name}`, `Value of the item in the slice column "${name}" of the test set.`),
      ),
      ...inputs,
      text('nonce', 'Salt of the leaf: HMAC-SHA256 of the id under the round secret, in hexadecimal.'),
      text('leaf', 'Leaf of the item in the Merkle tree, SHA-256 in hexadecimal.'),
      ...(hasOwnIds
        ? [text('own_id', 'Id of the item in the test set; `id` was drawn from it by the round secret.')]
        : []),
    ],
    cellsOf(row) {
      const { id, split, label, group, date, slices, nonce, leaf, own_id } = row;
      const ofSlices = sliceColumns.map((name) => slices?.[name] ?? null);
      const own = hasOwnIds ? [own_id ?? null] : [];
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
  text: 'The text to answer; of several that count alike, their JSON array.',
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

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
