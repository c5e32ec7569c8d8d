import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../files/canonical-json';
import { detachText } from '../../files/cell-text';
import { hashText } from './hash-text';

/**
 * A cell of an input column: null if it is absent, blank or null; `nested` for an array or object, which is never compared.
 */
export type Cell = string | number | boolean | null | 'nested';

/**
 * Input columns and labels of items that were drawn at random from a test set, in random order. They include labels, so only
 * the scorer may have them.
 */
export type ColumnSample = {
  readonly itemCount: number;
  /** Sampled cells by column, sorted by name. An input that isn't an object is a single column `input`. */
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
  /** Values within arrays and objects, by their path: `box.width`, `pixels[3]`. */
  readonly leaves: ReadonlyMap<string, readonly Cell[]>;
  /** The items' groups and dates, which are published with the inputs; absent where no item has any. */
  readonly published: ReadonlyMap<'group' | 'date', readonly Cell[]>;
  readonly labels: readonly string[];
  /** Line number of each item in the file. */
  readonly lines: readonly number[];
};

export type ColumnSampler = {
  add(item: SampledItem): void;
  /** Returns the sample. Called once, after the last item. */
  finish(): ColumnSample;
};

/** Maximum number of sampled items: enough to find every column that determines the label of at least 99 % of the items. */
const itemsMax = 5_000;

/** Maximum total length of the sampled inputs in UTF-16 units; if inputs are longer, fewer items are sampled. */
const lengthMax = 16_000_000;

/**
 * Maximum number of cells to compare, for columns and separately for values within arrays and objects: 512 columns of 5,000
 * items. With more columns, fewer items are compared, but at least `widestItemsMin`.
 */
const cellsMax = 512 * itemsMax;

const widestItemsMin = 200;

/** Maximum depth of arrays and objects whose values are compared. */
const depthMax = 8;

type SampledItem = {
  readonly id: string;
  readonly inputJson: string;
  readonly label: string;
  readonly line: number;
  readonly group: string | null;
  readonly date: string | null;
};

type DrawnItem = { readonly key: number } & Omit<SampledItem, 'id'>;

/**
 * Samples up to 5,000 items while a test set is read: those whose key, a hash of the id, is below a bound, which is halved
 * whenever there are too many. A smaller test set is sampled completely. Neither the sample nor its order depends on the
 * order of the file.
 */
export function createColumnSampler(): ColumnSampler {
  let drawn: DrawnItem[] = [];
  let length = 0;
  let bound = 2 ** 32;
  return {
    add({ id, inputJson, label, line, group, date }) {
      const [key] = hashText(id);
      if (key >= bound) return;
      drawn.push({
        key,
        line,
        inputJson: detachText(inputJson),
        label: detachText(label),
        group: group === null ? null : detachText(group),
        date: date === null ? null : detachText(date),
      });
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

function readColumns(allDrawn: readonly DrawnItem[]): ColumnSample {
  const width = allDrawn
    .slice(0, 20)
    .reduce((most, { inputJson }) => Math.max(most, countValues(parseJson(inputJson))), 1);
  const drawn = allDrawn.slice(0, Math.max(widestItemsMin, Math.floor(cellsMax / width)));
  const columns = createColumns(drawn.length);
  const leaves = createColumns(drawn.length);
  drawn.forEach(({ inputJson }, row) => {
    for (const [name, value] of listMembers(parseJson(inputJson))) {
      columns.set(name, row, readCell(value));
      if (isNested(value)) for (const [path, leaf] of listLeaves(name, value)) leaves.set(path, row, leaf);
    }
  });
  const published = (['group', 'date'] as const).filter((name) => drawn.some((item) => item[name] !== null));
  return {
    itemCount: drawn.length,
    columns: columns.sorted(),
    leaves: leaves.sorted(),
    published: new Map(published.map((name) => [name, drawn.map((item) => item[name])])),
    labels: drawn.map(({ label }) => label),
    lines: drawn.map(({ line }) => line),
  };
}

const countValues = (input: JsonValue): number =>
  listMembers(input).reduce(
    (sum, [name, value]) => sum + (isNested(value) ? [...listLeaves(name, value)].length : 1),
    0,
  );

function createColumns(rowCount: number) {
  const columns = new Map<string, Cell[]>();
  const columnsMax = Math.floor(cellsMax / Math.max(rowCount, widestItemsMin));
  return {
    set(name: string, row: number, cell: Cell): void {
      let cells = columns.get(name);
      if (!cells) {
        if (columns.size >= columnsMax) return;
        cells = new Array<Cell>(rowCount).fill(null);
        columns.set(name, cells);
      }
      cells[row] = cell;
    },
    sorted: () => new Map([...columns].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const isNested = (value: JsonValue): value is JsonObject | readonly JsonValue[] =>
  typeof value === 'object' && value !== null;

function* listLeaves(path: string, value: JsonValue, depth = 0): Generator<[path: string, cell: Cell]> {
  if (!isNested(value)) yield [path, readCell(value)];
  else if (depth < depthMax)
    for (const [key, child] of Object.entries(value))
      yield* listLeaves(Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, child, depth + 1);
}

const listMembers = (input: JsonValue): [string, JsonValue][] =>
  isJsonObject(input) ? Object.entries(input) : [['input', input]];

function readCell(value: JsonValue): Cell {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return null;
  return typeof value === 'object' ? 'nested' : value;
}

/** Reads a JSON number, or the number in a CSV cell's text; null for other cells. */
export function readNumber(cell: Cell): number | null {
  if (typeof cell === 'boolean') return Number(cell);
  if (cell === null || cell === 'nested') return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}

/**
 * Summary of an input column, from a sample of the items, with which later rounds are compared. Shares are of all sampled
 * items, including blank cells. For a column of texts, `numbers` are their lengths.
 */
export type ColumnSummary = {
  readonly name: string;
  readonly itemCount: number;
  readonly blankShare: number;
  /** Share of numbers among the cells that aren't blank. */
  readonly numberShare: number;
  readonly values:
    | { readonly kind: 'numbers' | 'texts'; readonly numbers: readonly number[] }
    | { readonly kind: 'categories'; readonly shares: Readonly<Record<string, number>> }
    | { readonly kind: 'nested' };
};

/**
 * Maximum number of sample values that a summary stores for a column, and for all columns together beyond 32 per column;
 * evenly spaced among the sampled values.
 */
const numbersMax = 400;
const allNumbersMax = 512 * numbersMax;

const categoriesMax = 50;

/** Share of distinct values above which a column is treated as texts or ids. */
const distinctShareMax = 0.5;

/** Share of numbers among a column's non-blank cells above which it is a column of numbers. */
const numberShareMin = 0.9;

/** Maximum number of characters that are stored of a category's name. */
const nameLengthMax = 60;

export const summariseColumns = (sample: ColumnSample): ColumnSummary[] =>
  [...sample.columns].map(([name, cells]) =>
    summariseColumn(
      name,
      cells,
      Math.max(32, Math.min(numbersMax, Math.floor(allNumbersMax / sample.columns.size))),
    ),
  );

function summariseColumn(name: string, cells: readonly Cell[], keptMax: number): ColumnSummary {
  const present = cells.filter((cell) => cell !== null);
  const numbers = present
    .filter((cell) => typeof cell !== 'boolean')
    .map(readNumber)
    .filter((n) => n !== null);
  const numberShare = present.length === 0 ? 0 : numbers.length / present.length;
  return {
    name,
    itemCount: cells.length,
    blankShare: 1 - present.length / cells.length,
    numberShare,
    values: summariseValues(present, { numbers, numberShare, keptMax }),
  };
}

/** Words in a column of numbers: their count in the sample, and the line of the first one. No cell is quoted. */
export type StrayWords = { readonly name: string; readonly count: number; readonly line: number };

/** Finds words, which are neither blank nor numbers, in columns whose other values are numbers. */
export const findStrayWords = ({ columns, lines }: ColumnSample): StrayWords[] =>
  [...columns].flatMap(([name, cells]) => {
    const present = cells.filter((cell) => cell !== null).length;
    const stray = lines.filter((_, row) => {
      const cell = cells[row] ?? null;
      return cell !== null && readNumber(cell) === null;
    });
    const isOfNumbers = present > 0 && 1 - stray.length / present > numberShareMin;
    return isOfNumbers && stray.length > 0
      ? [{ name, count: stray.length, line: stray.reduce((a, b) => Math.min(a, b)) }]
      : [];
  });

function summariseValues(
  present: readonly Cell[],
  { numbers, numberShare, keptMax }: { numbers: readonly number[]; numberShare: number; keptMax: number },
): ColumnSummary['values'] {
  if (present.some((cell) => cell === 'nested')) return { kind: 'nested' };
  if (numberShare > numberShareMin) return { kind: 'numbers', numbers: thin(numbers, keptMax) };
  const counts = new Map<string, number>();
  for (const cell of present) {
    const value = String(cell).slice(0, nameLengthMax);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (counts.size > distinctShareMax * present.length)
    return {
      kind: 'texts',
      numbers: thin(
        present.map((cell) => String(cell).length),
        keptMax,
      ),
    };
  const kept = [...counts].sort(([, a], [, b]) => b - a).slice(0, categoriesMax);
  return {
    kind: 'categories',
    shares: Object.fromEntries(kept.map(([value, count]) => [value, count / present.length])),
  };
}

function thin(numbers: readonly number[], keptMax: number): number[] {
  const sorted = Float64Array.from(numbers).sort();
  if (sorted.length <= keptMax) return [...sorted];
  return Array.from(
    { length: keptMax },
    (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / keptMax)]!,
  );
}
