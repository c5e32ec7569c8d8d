import type { Task } from '../benchmark';
import type { JsonValue } from '../files/canonical-json';
import { readCellText } from '../files/cell-text';
import { type ClassIndex, createClassIndex } from '../files/class-index';
import { createDelimitedReader } from '../files/delimited-reader';
import { createProblemList, describeTooManyFaults, type FileProblem } from '../files/file-problem';
import { createJsonlReader } from '../files/jsonl-reader';
import { type Locate, type RowHandler, type RowReader, rowLengthMax } from '../files/row-reader';
import type { Check } from './checks/check';
import { IdHashSet } from './checks/hash-text';
import { createSliceReader, type ItemSlices } from './slices';
import {
  type CellReading,
  parseTestSetHeader,
  type ReadCell,
  readClass,
  readDate,
  readGroup,
  readId,
  readInput,
  readNumber,
  readText,
  type TestSetColumns,
} from './test-set-cells';

export const testSetProblemsShownMax = 100;

export const testSetItemsMin = 2;

/** Maximum number of items: ids and labels of a whole round must fit the scorer's memory. */
export const testSetItemsMax = 1_000_000;

/**
 * Maximum number of cells, input columns included. A limit on the file's size isn't enough, since a JSON line that omits
 * keys has cells that take no bytes.
 */
const cellsMax = 150_000_000;

export const testSetFormats = ['csv', 'jsonl'] as const;

export type TestSetFormat = (typeof testSetFormats)[number];

export type TestSetSpec = {
  readonly task: Task;
  /** The benchmark's classes; empty for regression and text. */
  readonly classes: readonly string[];
  readonly format: TestSetFormat;
};

/** One item of the file. */
export type TestSetItem = {
  /** Physical line on which the item's row begins, from 1. */
  readonly line: number;
  /** The item's id, in NFC. */
  readonly id: string;
  /**
   * The input as RFC 8785 text: the JSON Lines value `input`, or an object of the input columns. Values of input columns are
   * strings in CSV, and keep their JSON type in JSON Lines.
   */
  readonly inputJson: string;
  /**
   * The label: the benchmark's class name (in NFC), the shortest text of a number (`0.5` for `0.50`), or the text or array of
   * references in the form of `readTextLabel`.
   */
  readonly label: string;
  readonly group: string | null;
  /** Date of the item as written in the file: a day, or an instant with its UTC offset. */
  readonly date: string | null;
  /** The item's value in each slice column; absent if the test set has no slice columns. */
  readonly slices?: ItemSlices;
};

export type TestSetReader = {
  push(chunk: string): void;
  /** True once reading has ended; text that is pushed later doesn't change the report. */
  readonly hasStopped: boolean;
  /** Ends the file and returns the report. Called once. */
  finish(): TestSetReport & { readonly problems: readonly FileProblem[] };
};

/**
 * Makes a reader that reads a test set in pieces and calls `onItem` immediately for each valid item. If the report has
 * problems, the file is refused and callers discard the items.
 *
 * Processes that must not know labels can read the report, so no problem quotes a cell; in a file with shifted columns any
 * cell may be a label. Class shares are in whole per cent of the valid items.
 *
 * Memory: one row and 24 to 48 bytes for each id. IdHashSet states how rarely two different ids count as duplicates.
 */
export function createTestSetReader(spec: TestSetSpec, onItem: (item: TestSetItem) => void): TestSetReader {
  const problems = createProblemList(testSetProblemsShownMax);
  const reading: Reading = {
    spec,
    onItem,
    cells: {
      classes: createClassIndex(spec.classes),
      problems,
      ids: new IdHashSet(),
      duplicateIdCount: 0,
      emptyLabelCount: 0,
      textLength: 0,
    },
    itemCountOfClass: new Array<number>(spec.classes.length).fill(0),
    itemCount: 0,
    columns: null,
    inputNames: [],
    slices: createSliceReader(),
  };
  const reader = createRowReader(reading);
  return {
    push: (chunk) => reader.push(chunk),
    get hasStopped() {
      return reader.hasStopped;
    },
    finish() {
      reader.finish();
      const { itemCount } = reading;
      if (problems.count === 0 && itemCount < testSetItemsMin) problems.add(describeTooFew(itemCount));
      return { ...composeReport(reading), problems: problems.problems };
    },
  };
}

function createRowReader(reading: Reading): RowReader {
  const { problems } = reading.cells;
  let cellCount = 0;
  const stop = (problem: FileProblem) => {
    reader.stop();
    problems.addLast(problem);
  };
  const handler: RowHandler<JsonValue> = {
    onHeader: (names, locate) => acceptHeader(reading, names, locate),
    onRow(fields, line, locate) {
      acceptRow(reading, fields, line, locate);
      cellCount += fields.length;
      if (cellCount > cellsMax) stop(describeTooManyCells(line));
      else if (problems.isFull) stop(describeTooManyFaults(line));
    },
    onProblem(problem) {
      if (reader.hasStopped) problems.addLast(problem);
      else problems.add(problem);
      if (problems.isFull && !reader.hasStopped) stop(describeTooManyFaults(problem.line));
    },
  };
  // One row more than allowed is read, so that too many items can be reported.
  const bounds = { rowCountMax: testSetItemsMax + 1, blankLineCountMax: testSetItemsMax };
  const reader: RowReader =
    reading.spec.format === 'csv'
      ? createDelimitedReader(handler, { rowLengthMax, quotedLengthMax: rowLengthMax }, bounds)
      : createJsonlReader(handler, rowLengthMax, bounds);
  return reader;
}

/** State of a reader while it reads a file. */
type Reading = {
  readonly spec: TestSetSpec;
  readonly onItem: (item: TestSetItem) => void;
  readonly cells: CellReading;
  readonly itemCountOfClass: number[];
  itemCount: number;
  /** Positions of the columns; null until a valid header is read. */
  columns: TestSetColumns | null;
  inputNames: readonly string[];
  readonly slices: ReturnType<typeof createSliceReader>;
};

function acceptHeader(reading: Reading, names: readonly string[], locate: Locate): boolean {
  const parsed = parseTestSetHeader(names);
  if (!parsed.ok) {
    const { column, detail, hint } = parsed.error;
    reading.cells.problems.add({ ...locate(column ?? 0), code: 'wrong_header', detail, hint });
    return false;
  }
  reading.columns = parsed.value;
  reading.inputNames = parsed.value.inputs.map((column) => names[column]!);
  return true;
}

function acceptRow(reading: Reading, fields: readonly JsonValue[], line: number, locate: Locate): void {
  const { spec, cells, columns } = reading;
  if (columns === null) return;
  const { classes, problems } = cells;
  const countBefore = problems.count;
  const read = (subject: string, column: number | null, readCell: ReadCell): string | null => {
    if (column === null) return null;
    const text = readCellText(fields[column]!, subject === 'id');
    if (text.ok) return readCell(cells, text.value, column, locate);
    const { detail, hint } = text.error;
    problems.add({ ...locate(column), code: 'bad_json', detail: `the ${subject} ${detail}`, hint });
    return null;
  };
  const id = read('id', columns.id, readId);
  const label =
    spec.task === 'text'
      ? readText(cells, fields[columns.label]!, columns.label, locate)
      : read('label', columns.label, spec.task === 'regression' ? readNumber : readClass);
  const group = read('group', columns.group, readGroup);
  const date = read('date', columns.date, readDate);
  const slices = readSlices(reading, columns, (column, readCell) => read('slice value', column, readCell));
  const isBareInput = columns.isSingleInput && spec.format === 'jsonl';
  const inputJson = readInput(cells, fields, columns, isBareInput ? null : reading.inputNames, locate);
  if (id === null || label === null || inputJson === null || problems.count > countBefore) return;
  reading.itemCount += 1;
  const classIndex = classes.find(label);
  if (classIndex !== undefined) reading.itemCountOfClass[classIndex]! += 1;
  reading.onItem({ line, id, inputJson, label, group, date, ...slices });
}

/**
 * Reads the slice values of a row; empty if the test set has no slice columns. A faulty value is left out, since the whole
 * row is rejected.
 */
function readSlices(
  { slices: reader }: Reading,
  { slices: columns }: TestSetColumns,
  read: (column: number, readCell: ReadCell) => string | null,
): Pick<TestSetItem, 'slices'> {
  if (columns.length === 0) return {};
  const slices: Record<string, string> = {};
  for (const slice of columns) {
    const value = read(slice.column, ({ problems }, text, _, locate) =>
      reader.read(problems, text, slice, locate),
    );
    if (value !== null) slices[slice.name] = value;
  }
  return { slices };
}

const describeTooManyCells = (line: number): FileProblem => ({
  line,
  column: null,
  code: 'too_large',
  detail: `the test set has more than ${cellsMax.toLocaleString('en')} values up to this line`,
  hint: 'Draw a smaller test set, or give fewer columns.',
});

const describeTooFew = (itemCount: number): FileProblem => ({
  code: 'empty_file',
  line: null,
  column: null,
  detail: `the test set has ${itemCount === 1 ? 'one item' : 'no items'}`,
  hint: `A test set needs at least ${testSetItemsMin} items.`,
});

function composeReport({
  spec,
  cells,
  columns,
  inputNames,
  itemCount,
  itemCountOfClass,
}: Reading): Omit<TestSetReport, 'problems'> {
  return {
    format: spec.format,
    itemCount,
    hasGroup: columns !== null && columns.group !== null,
    hasDate: columns !== null && columns.date !== null,
    sliceColumns: columns?.slices.map(({ name }) => name) ?? [],
    inputColumns: inputNames,
    classSharePercent: computeSharePercent(cells.classes, itemCountOfClass, itemCount),
    duplicateIdCount: cells.duplicateIdCount,
    emptyLabelCount: cells.emptyLabelCount,
    problemCount: cells.problems.count,
  };
}

function computeSharePercent(
  classes: ClassIndex,
  counts: readonly number[],
  itemCount: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    classes.names.map((name, i) => [name, itemCount === 0 ? 0 : Math.round((100 * counts[i]!) / itemCount)]),
  );
}

/**
 * The scorer's report to the maintainer on an uploaded test set. The web process can read it in the database, so it quotes
 * no label and states class shares only in whole per cent.
 */
export type TestSetReport = {
  readonly format: 'csv' | 'jsonl' | null;
  readonly itemCount: number;
  readonly inputColumns: readonly string[];
  readonly hasGroup: boolean;
  readonly hasDate: boolean;
  /** Names of the slice columns without the prefix `slice_`, in order. */
  readonly sliceColumns: readonly string[];
  readonly classSharePercent: Readonly<Record<string, number>>;
  readonly duplicateIdCount: number;
  readonly emptyLabelCount: number;
  readonly problemCount: number;
  readonly problems: readonly {
    readonly code: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly detail: string;
    readonly hint: string;
  }[];
};

/** The report on a test set with the results of the checks before sealing; without results for a file with problems. */
export type CheckReport = TestSetReport & { readonly checks: readonly Check[] };
