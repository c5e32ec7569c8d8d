import type { Task } from '../benchmark';
import type { JsonValue } from '../files/canonical-json';
import { readCellText } from '../files/cell-text';
import { type ClassIndex, createClassIndex } from '../files/class-index';
import { createDelimitedReader, type DelimitedReader } from '../files/delimited-reader';
import { delimitedLimits } from '../files/delimited-row';
import {
  createProblemList,
  describeTooManyFaults,
  type FileProblem,
  type ProblemList,
} from '../files/file-problem';
import { createJsonlReader } from '../files/jsonl-reader';
import {
  type Locate,
  type RowBounds,
  type RowHandler,
  type RowReader,
  rowLengthMax,
} from '../files/row-reader';
import { ok, type Result, refuse } from '../result';
import type { ItemIndex } from '../round/item-index';
import { type PlainRowsTarget, readPlainRows } from './plain-rows';
import type { Predictions } from './predictions';
import { type PredictionsColumns, parsePredictionsHeader } from './predictions-header';
import {
  createItemClaims,
  createRowPlacer,
  describeMissingIds,
  type ItemClaims,
  type RowPlacer,
} from './row-placer';

export const problemsShownMax = 20;

/** Numbers of rows, and of blank lines, beyond the number of the round's items up to which a file is read on. */
const [rowsOverMax, blankLinesOverMax] = [100, 1000];

export const predictionFormats = ['csv', 'jsonl'] as const;

export type PredictionFormat = (typeof predictionFormats)[number];

export type PredictionsSpec = {
  readonly task: Task;
  /** Names of the benchmark's classes in order; empty for regression and text. */
  readonly classes: readonly string[];
  /** True if class names aren't enough, because the benchmark's metric needs probabilities. */
  readonly needsProbabilities: boolean;
  readonly ids: ItemIndex;
  readonly format: PredictionFormat;
};

/** Faults of a refused file: its first problems in file order, and the number of all problems. */
export type RefusedPredictions = { readonly problems: readonly FileProblem[]; readonly problemCount: number };

export type PredictionsValidator = {
  push(chunk: string): void;
  /** True once reading has ended; text that is pushed later doesn't change the report. */
  readonly hasStopped: boolean;
  /**
   * Reads plain rows from the beginning of these bytes (see `readPlainRows`); reads none unless the text pushed before ended
   * with a complete row. The caller must push the remaining bytes as text.
   */
  takePlainRows(bytes: Uint8Array): { readonly rowCount: number; readonly byteCount: number };
  /** Ends the file and returns the result. Called once. */
  finish(): Result<Predictions, RefusedPredictions>;
};

/**
 * Reads a predictions file in pieces into columns in the order of the item index. Faults aren't repaired: every id of the
 * round must occur once and every value must be valid, otherwise the file is refused with the positions of its faults.
 * Reading ends after `problemCountMax` faults, or a few rows more than the round has items.
 *
 * Memory: the columns of the result, 4 bytes per item, and one row of text; for a text task also the texts.
 */
export function createPredictionsValidator(spec: PredictionsSpec): PredictionsValidator {
  const problems = createProblemList(problemsShownMax);
  const reading: Reading = {
    spec,
    classes: createClassIndex(spec.classes),
    problems,
    claims: createItemClaims(spec.ids, problems),
    header: null,
    rowCount: 0,
    unreadableCount: 0,
    reader: null,
  };
  const delimited = spec.format === 'csv' ? createCsvReader(reading) : null;
  const reader: RowReader = delimited ?? createJsonReader(reading);
  reading.reader = reader;
  return {
    push: (chunk) => reader.push(chunk),
    get hasStopped() {
      return reader.hasStopped;
    },
    takePlainRows(bytes) {
      const plain = reading.header?.plain;
      if (!plain || !delimited?.isBetweenRows) return { rowCount: 0, byteCount: 0 };
      const taken = readPlainRows(bytes, delimited.line, plain);
      delimited.passLines(taken.rowCount);
      reading.rowCount += taken.rowCount;
      reading.claims.passItems(taken.rowCount);
      return taken;
    },
    finish() {
      reader.finish();
      if (!reader.hasStopped) findMissing(reading);
      if (problems.count > 0) return refuse({ problems: problems.problems, problemCount: problems.count });
      if (reading.header === null)
        throw new Error('a predictions file without a header and without a problem');
      return ok(reading.header.placer.predictions);
    },
  };
}

/** State of a validator while it reads a file. */
type Reading = {
  readonly spec: PredictionsSpec;
  readonly classes: ClassIndex;
  readonly problems: ProblemList;
  readonly claims: ItemClaims;
  /** Columns of the file; null until a valid header is read. */
  header: {
    readonly columns: PredictionsColumns;
    readonly placer: RowPlacer;
    /** Columns for the fast reader of plain rows; null if the file can't have plain rows. */
    readonly plain: PlainRowsTarget | null;
  } | null;
  rowCount: number;
  unreadableCount: number;
  /** The reader of rows; null until it is created, since its handler refers to this object. */
  reader: RowReader | null;
};

const boundsOf = ({ spec: { ids } }: Reading): RowBounds => ({
  rowCountMax: ids.size + rowsOverMax,
  blankLineCountMax: ids.size + blankLinesOverMax,
});

function createCsvReader(reading: Reading): DelimitedReader {
  const handler: RowHandler<string> = {
    onHeader: (names, locate) => acceptHeader(reading, names, locate),
    onRow: (fields, line, locate) => acceptRow(reading, fields, line, locate),
    onProblem: (problem) => rejectRow(reading, problem),
  };
  // A quoted text may be longer than any class or number; a text that is too long is reported with a different message.
  const isText = reading.spec.task === 'text';
  return createDelimitedReader(
    handler,
    isText ? { rowLengthMax, quotedLengthMax: rowLengthMax } : delimitedLimits,
    boundsOf(reading),
  );
}

function createJsonReader(reading: Reading): RowReader {
  const texts: string[] = [];
  return createJsonlReader(
    {
      onHeader: (names, locate) => acceptHeader(reading, names, locate),
      onRow(values, line, locate) {
        const problem = readTexts(reading, values, texts, locate);
        if (problem === null) acceptRow(reading, texts, line, locate);
        else rejectRow(reading, problem);
      },
      onProblem: (problem) => rejectRow(reading, problem),
    },
    rowLengthMax,
    boundsOf(reading),
  );
}

function acceptHeader(reading: Reading, names: readonly string[], locate: Locate): boolean {
  const { spec, classes, problems, claims } = reading;
  const parsed = parsePredictionsHeader(names, spec.task, classes, spec.needsProbabilities);
  if (!parsed.ok) {
    const { column, detail, hint } = parsed.error;
    const at = locate(column ?? 0);
    const format = describeOtherFormat(names);
    problems.add({ ...at, code: 'wrong_header', detail, hint: format === null ? hint : `${format} ${hint}` });
    return false;
  }
  const columns = parsed.value;
  const placer = createRowPlacer(spec.task, columns, { classes, problems, itemCount: spec.ids.size });
  const { predictions } = placer;
  const plain =
    predictions.kind === 'texts'
      ? null
      : { columns, columnCount: names.length, ids: spec.ids, classes, predictions, lines: claims.lines };
  reading.header = { columns, placer, plain };
  return true;
}

function acceptRow(reading: Reading, fields: readonly string[], line: number, locate: Locate): void {
  const { header, claims } = reading;
  if (header === null) return;
  reading.rowCount += 1;
  const { id } = header.columns;
  const item = claims.claim(fields[id]!, line, locate, id);
  if (item !== undefined) header.placer.place(fields, item, locate);
  stopWhenFull(reading, line);
}

function rejectRow(reading: Reading, problem: FileProblem): void {
  reading.unreadableCount += 1;
  if (reading.reader?.hasStopped) {
    reading.problems.addLast(problem);
    return;
  }
  reading.problems.add(problem);
  stopWhenFull(reading, problem.line);
}

function stopWhenFull({ problems, reader }: Reading, line: number | null): void {
  if (!problems.isFull) return;
  reader?.stop();
  problems.addLast(describeTooManyFaults(line));
}

/**
 * Reads the texts of JSON values into `texts`.
 * @returns the problem of the first value that isn't a text
 */
function readTexts(
  { spec, header }: Reading,
  values: readonly JsonValue[],
  texts: string[],
  locate: Locate,
): FileProblem | null {
  const idColumn = header?.columns.id;
  for (let column = 0; column < values.length; column += 1) {
    const value = values[column]!;
    const isId = column === idColumn;
    if (value === null && spec.task === 'text' && !isId)
      return {
        ...locate(column),
        code: 'empty_value',
        detail: 'the prediction is missing',
        hint: 'Write "" where the model predicts no text.',
      };
    const text = readCellText(value, isId);
    if (!text.ok) {
      const { detail, hint } = text.error;
      return { ...locate(column), code: 'bad_json', detail: `a value ${detail}`, hint };
    }
    texts[column] = text.value;
  }
  return null;
}

/**
 * Finds items without a row. Each unreadable row may contain a missing id, so missing ids are reported only if there are
 * more of them than unreadable rows.
 */
function findMissing({ spec, header, problems, claims, rowCount, unreadableCount }: Reading): void {
  if (header === null || claims.missingCount <= unreadableCount) return;
  if (rowCount > 0 || unreadableCount > 0) {
    problems.add(describeMissingIds(spec.ids, claims));
    return;
  }
  problems.add({
    code: 'empty_file',
    line: null,
    column: null,
    detail: 'the file has a header and no rows',
    hint: `Give one row for each of the ${spec.ids.size} items.`,
  });
}

/** Describes a header that isn't separated by commas; null for any other header. */
function describeOtherFormat(names: readonly string[]): string | null {
  const first = names[0] ?? '';
  if (first.includes('\t')) return 'This looks tab-separated: use commas.';
  if (names.some((name) => name.includes('\r')))
    return 'Lines end in a carriage return alone: end them in a line feed.';
  return null;
}
