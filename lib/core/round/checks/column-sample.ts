import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../files/canonical-json';
import { detachText } from '../../files/cell-text';
import { hashText } from './hash-text';

/** A cell of an input column: absent, blank and null are all null. An array or object is `nested`, and never compared. */
export type Cell = string | number | boolean | null | 'nested';

/**
 * Input columns and labels of items drawn at random from a test set, in random order. They include labels, so they never leave
 * the scorer.
 */
export type ColumnSample = {
  readonly itemCount: number;
  /** Keys are sorted names; the input itself is called `input` where it isn't an object. */
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
  /** Values within arrays and objects, by path: `box.width`, `pixels[3]`. */
  readonly leaves: ReadonlyMap<string, readonly Cell[]>;
  /** Group and date of the items, which are published with the inputs; only those that any item has. */
  readonly published: ReadonlyMap<'group' | 'date', readonly Cell[]>;
  readonly labels: readonly string[];
  /** The line of each item in the file. */
  readonly lines: readonly number[];
};

export type ColumnSampler = {
  add(item: SampledItem): void;
  /** Called once, after the last item. */
  finish(): ColumnSample;
};

/** Enough to find any column that fixes the label in at least 99 % of the items. */
const itemsMax = 5_000;

/** Maximum total of the drawn inputs in UTF-16 units: of longer inputs fewer are drawn. */
const lengthMax = 16_000_000;

/**
 * Maximum number of cells that are compared, of columns and again of values within arrays and objects: of 512 columns of 5,000
 * items. Of wider inputs fewer items are compared, but not fewer than `widestItemsMin`.
 */
const cellsMax = 512 * itemsMax;

const widestItemsMin = 200;

/** Levels of arrays and objects that are read. */
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
 * Draws up to 5,000 items while a test set is read: those whose keys, hashes of their ids, are below a bound that is halved
 * whenever too many are drawn. All items of a smaller test set are drawn. Neither the draw nor its order depends on the order of
 * the file.
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

/** A number of JSON, or a CSV cell's text of one; null for other cells. */
export function readNumber(cell: Cell): number | null {
  if (typeof cell === 'boolean') return Number(cell);
  if (cell === null || cell === 'nested') return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}

/**
 * An input column's summary for later rounds, from a sample of the items. Shares are of all sampled items, blank ones included.
 * For texts `numbers` are their lengths.
 */
export type ColumnSummary = {
  readonly name: string;
  readonly itemCount: number;
  readonly blankShare: number;
  /** Share among cells that aren't blank. */
  readonly numberShare: number;
  readonly values:
    | { readonly kind: 'numbers' | 'texts'; readonly numbers: readonly number[] }
    | { readonly kind: 'categories'; readonly shares: Readonly<Record<string, number>> }
    | { readonly kind: 'nested' };
};

/** Numbers of a column that are kept, and of all columns together but for 32 of each; evenly spaced among those sampled. */
const numbersMax = 400;
const allNumbersMax = 512 * numbersMax;

const categoriesMax = 50;

/** Above this share of distinct values, a column counts as texts or ids. */
const distinctShareMax = 0.5;

/** A column with a larger share of numbers among its cells that aren't blank is one of numbers. */
const numberShareMin = 0.9;

/** Longest stored name of a category, in characters; a longer one is cut. */
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

/** Cells of a column of numbers that are words: their count in the sample, and the line of the first. No cell is quoted. */
export type StrayWords = { readonly name: string; readonly count: number; readonly line: number };

/** Cells that are not even blank in columns whose other values are numbers. */
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
