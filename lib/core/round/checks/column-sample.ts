import { detachText } from '../../files/detach-text';
import { isJsonObject, type JsonValue, parseJson } from '../../files/json-value';
import { hashText } from './hash-text';

/** A cell of an input column: absent, blank and null are all null. An array or object is `nested`, and compared with nothing. */
export type Cell = string | number | boolean | null | 'nested';

/** Input columns and labels of items that were drawn at random from a test set, in an order of their own. It has labels: it stays in the scorer. */
export type ColumnSample = {
  readonly itemCount: number;
  /** By name, in the order of the names; the input itself is called `input` where it isn't an object. */
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
  readonly labels: readonly string[];
};

export type ColumnSampler = {
  add(item: { readonly id: string; readonly inputJson: string; readonly label: string }): void;
  /** To be called once, after the last item. */
  finish(): ColumnSample;
};

/** Enough to find any column that fixes the label in all but a per cent of the items. */
const itemsMax = 5_000;
/** UTF-16 units of inputs: of longer inputs fewer items are drawn. */
const lengthMax = 16_000_000;
/** Wide inputs are compared in their first columns. */
const columnsMax = 512;

type DrawnItem = { readonly key: number; readonly inputJson: string; readonly label: string };

/**
 * Draws up to 5,000 items while a test set is read: those whose keys, hashes of their ids, lie below a bound that is halved whenever
 * too many were kept. All items of a smaller test set are drawn. Neither the draw nor its order depends on the order of the file.
 */
export function createColumnSampler(): ColumnSampler {
  let drawn: DrawnItem[] = [];
  let length = 0;
  let bound = 2 ** 32;
  return {
    add({ id, inputJson, label }) {
      const [key] = hashText(id);
      if (key >= bound) return;
      drawn.push({ key, inputJson: detachText(inputJson), label: detachText(label) });
      length += inputJson.length;
      while (drawn.length > itemsMax || (length > lengthMax && drawn.length > 1)) {
        bound /= 2;
        drawn = drawn.filter((item) => item.key < bound);
        length = drawn.reduce((sum, item) => sum + item.inputJson.length, 0);
      }
    },
    finish: () => readColumns(drawn.sort((a, b) => a.key - b.key)),
  };
}

function readColumns(drawn: readonly DrawnItem[]): ColumnSample {
  const columns = new Map<string, Cell[]>();
  drawn.forEach(({ inputJson }, row) => {
    for (const [name, value] of listMembers(parseJson(inputJson))) {
      let cells = columns.get(name);
      if (!cells) {
        if (columns.size >= columnsMax) continue;
        cells = new Array<Cell>(drawn.length).fill(null);
        columns.set(name, cells);
      }
      cells[row] = readCell(value);
    }
  });
  return {
    itemCount: drawn.length,
    columns: new Map([...columns].sort(([a], [b]) => (a < b ? -1 : 1))),
    labels: drawn.map(({ label }) => label),
  };
}

const listMembers = (input: JsonValue): [string, JsonValue][] =>
  isJsonObject(input) ? Object.entries(input) : [['input', input]];

function readCell(value: JsonValue): Cell {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return null;
  return typeof value === 'object' ? 'nested' : value;
}

/** A number of JSON, or the text of one as a CSV cell has it; null for anything else. */
export function readNumber(cell: Cell): number | null {
  if (typeof cell === 'boolean') return Number(cell);
  if (cell === null || cell === 'nested') return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}
