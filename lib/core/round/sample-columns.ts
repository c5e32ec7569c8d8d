import { isJsonObject, type JsonValue } from '../files/canonical-json';
import { createDelimitedReader } from '../files/delimited-reader';
import { createJsonlReader } from '../files/jsonl-reader';
import { parseTargetNumber } from '../files/parse-number';
import type { RowHandler } from '../files/row-reader';
import type { TestSetFormat } from './read-test-set';
import { isItemDate } from './test-set-cells';

/** Description of a column from the sampled rows' cells that aren't blank. */
export type SampledColumn = {
  readonly name: string;
  /** Type of the column's values; `json` for nested values in JSON Lines; null if all cells are blank. */
  readonly type: 'number' | 'date' | 'text' | 'json' | null;
  /** The smallest and the largest number, or the first and the last date; null for columns of other types. */
  readonly range: readonly [string, string] | null;
  readonly distinctCount: number;
  /** The first cell of the column that isn't blank. */
  readonly example: string | null;
};

export type SampledColumns = { readonly rowCount: number; readonly columns: readonly SampledColumn[] };

export const sampledRowsMax = 500;

/**
 * Describes the columns of a public file by type and example, from its first rows. In JSON Lines, each key of an input is a
 * column.
 * @param head beginning of the file's text, which may end anywhere
 */
export function sampleColumns(head: string, format: TestSetFormat): SampledColumns {
  const cellsOf = new Map<string, Cell[]>();
  let rowCount = 0;
  let names: readonly string[] = [];
  const add = (name: string, value: JsonValue) => {
    const cells = cellsOf.get(name) ?? [];
    if (cells.length === 0) cellsOf.set(name, cells);
    const cell = cellOf(value);
    if (cell) cells.push(cell);
  };
  const handler: RowHandler<JsonValue> = {
    onHeader: (header) => {
      names = [...header];
      return true;
    },
    onRow: (fields) => {
      if (rowCount >= sampledRowsMax) return;
      rowCount += 1;
      for (const [i, name] of names.entries()) {
        const value = fields[i]!;
        if (format === 'jsonl' && name === 'input' && isJsonObject(value))
          for (const [key, inner] of Object.entries(value)) add(key, inner);
        else add(name, value);
      }
    },
    onProblem: () => {},
  };
  // The reader's `finish` isn't called, since the last row may be incomplete.
  (format === 'jsonl' ? createJsonlReader(handler) : createDelimitedReader(handler)).push(head);
  return { rowCount, columns: [...cellsOf].map(([name, cells]) => describeColumn(name, cells)) };
}

type Cell = { readonly text: string; readonly isNested: boolean };

function cellOf(value: JsonValue): Cell | null {
  if (value === null || value === '') return null;
  const isNested = typeof value === 'object';
  return { text: isNested ? JSON.stringify(value) : String(value), isNested };
}

function describeColumn(name: string, cells: readonly Cell[]): SampledColumn {
  const texts = cells.map(({ text }) => text);
  const facts = { name, distinctCount: new Set(texts).size, example: texts[0] ?? null };
  if (cells.length === 0) return { ...facts, type: null, range: null };
  if (cells.some(({ isNested }) => isNested)) return { ...facts, type: 'json', range: null };
  const numbers = texts.map((text) => parseTargetNumber(text));
  if (numbers.every((number) => number.ok))
    return { ...facts, type: 'number', range: rangeOf(numbers.map(({ value }) => value)) };
  if (texts.every(isItemDate)) return { ...facts, type: 'date', range: rangeOf(texts) };
  return { ...facts, type: 'text', range: null };
}

/** Finds the smallest and largest value. Dates of the same format can be sorted as texts. */
function rangeOf(values: readonly number[] | readonly string[]): readonly [string, string] {
  const [first, ...others] = values;
  let [lowest, highest] = [first!, first!];
  for (const value of others) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return [String(lowest), String(highest)];
}
