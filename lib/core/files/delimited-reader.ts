import {
  type DelimitedLimits,
  type DelimitedRow,
  delimitedLimits,
  describeColumnCount,
  describeJson,
  describeMalformed,
  describeSemicolonHeader,
  describeTooLong,
  describeUnclosed,
  emptyFileProblem,
  type MalformedRow,
  type RowOutcome,
  readDelimitedRow,
  startDelimitedRow,
} from './delimited-row';
import type { FileProblem } from './file-problem';
import {
  createRowCounter,
  type FilePosition,
  type Locate,
  type RowBounds,
  type RowCounter,
  type RowHandler,
  type RowReader,
  unbounded,
} from './row-reader';

const byteOrderMark = 0xfeff;

/** A CSV reader that a faster reader can replace between two rows. */
export type DelimitedReader = RowReader & {
  /** True if the pushed text ended with a complete row, so that a faster reader may continue. */
  readonly isBetweenRows: boolean;
  /** The line number of the next row; valid only between rows. */
  readonly line: number;
  /** Adds lines that another reader has read to the line count; allowed only between rows. */
  passLines(count: number): void;
};

/**
 * An incremental reader of comma-separated values, strict as RFC 4180: quotes enclose only a whole field and are doubled
 * inside it, and every row has as many fields as the header. A byte order mark, CRLF and blank lines are accepted. The
 * output doesn't depend on how the text is divided into chunks.
 *
 * The reader holds only one row in memory. It reports and skips a malformed row; a quote that is not closed within
 * `limits.quotedLengthMax`, a row over `limits.rowLengthMax`, more lines than `bounds` and a file without commas end the
 * reading.
 */
export function createDelimitedReader(
  handler: RowHandler<string>,
  limits: DelimitedLimits = delimitedLimits,
  bounds: RowBounds = unbounded,
): DelimitedReader {
  const row = startDelimitedRow();
  const reading: Reading = {
    handler,
    limits,
    counter: createRowCounter(bounds),
    row,
    locate: (field) => locateOffset(reading, row.fieldStarts[field] ?? row.start),
    line: 1,
    columnCount: 0,
    hasBegun: false,
    hasStopped: false,
    hasFinished: false,
    retryLength: 0,
  };
  return {
    get hasStopped() {
      return reading.hasStopped;
    },
    get isBetweenRows() {
      return !reading.hasStopped && reading.columnCount > 0 && row.text === '';
    },
    get line() {
      return reading.line;
    },
    passLines(count) {
      reading.counter.countRows(count, reading.line);
      reading.line += count;
    },
    stop() {
      end(reading);
    },
    push(chunk) {
      if (reading.hasStopped || reading.hasFinished) return;
      row.text += chunk;
      if (row.text.length >= reading.retryLength) drain(reading, false);
    },
    finish() {
      if (reading.hasStopped || reading.hasFinished) return;
      drain(reading, true);
      reading.hasFinished = true;
      if (!reading.hasStopped && reading.columnCount === 0) handler.onProblem(emptyFileProblem);
    },
  };
}

/** State of a reader while it reads a file. */
type Reading = {
  readonly handler: RowHandler<string>;
  readonly limits: DelimitedLimits;
  readonly counter: RowCounter;
  readonly row: DelimitedRow;
  readonly locate: Locate;
  /** The line on which `row` begins. */
  line: number;
  /** Number of columns of the header; 0 before the header is read. */
  columnCount: number;
  hasBegun: boolean;
  hasStopped: boolean;
  hasFinished: boolean;
  /**
   * Length of the text at which an unfinished row is parsed again. It doubles each time, so that reading many small chunks
   * takes linear time.
   */
  retryLength: number;
};

/** Passes every complete row of the text to the handler, and stores the incomplete rest. */
function drain(reading: Reading, isLast: boolean): void {
  const { row, limits } = reading;
  if (!reading.hasBegun && row.text.length > 0) {
    reading.hasBegun = true;
    if (row.text.charCodeAt(0) === byteOrderMark) row.start = 1;
  }
  while (!reading.hasStopped && row.start < row.text.length) {
    const outcome = readDelimitedRow(row, limits, isLast);
    if (outcome.kind === 'unfinished') break;
    emitOutcome(reading, outcome);
  }
  if (reading.hasStopped) return;
  row.text = row.start < row.text.length ? row.text.slice(row.start) : '';
  row.start = 0;
  reading.retryLength = Math.min(2 * row.text.length, limits.rowLengthMax + 1);
}

function emitOutcome(reading: Reading, outcome: Exclude<RowOutcome, { kind: 'unfinished' }>): void {
  switch (outcome.kind) {
    case 'row':
      if (outcome.isBlank) stopAt(reading, reading.counter.countBlankLine(reading.line));
      else emitRow(reading);
      if (reading.hasStopped) return;
      reading.line += outcome.lineFeeds;
      reading.row.start = outcome.next;
      return;
    case 'malformed':
      emitMalformed(reading, outcome);
      return;
    case 'unclosed':
      stop(reading, describeUnclosed(reading.limits, reading.locate(outcome.field)));
      return;
    case 'too-long':
      stop(reading, describeTooLong(reading.limits, reading.line));
  }
}

function emitRow(reading: Reading): void {
  const { handler, row, locate, columnCount } = reading;
  const { fields } = row;
  if (columnCount === 0) emitHeader(reading, fields.slice());
  else if (stopAt(reading, reading.counter.countRows(1, reading.line))) return;
  else if (fields.length === columnCount) handler.onRow(fields, reading.line, locate);
  else handler.onProblem(describeColumnCount(fields, columnCount, locate(0)));
}

function emitHeader(reading: Reading, names: readonly string[]): void {
  const { handler, locate } = reading;
  if (names.length === 1 && names[0]!.includes(';')) {
    stop(reading, describeSemicolonHeader(locate(0)));
    return;
  }
  reading.columnCount = names.length;
  if (!handler.onHeader(names, locate)) end(reading);
}

/** Reports a malformed row. If it is the first row, the file has no header, and the following rows can't be interpreted. */
function emitMalformed(reading: Reading, { fault, at, next }: MalformedRow): void {
  const { handler, row, columnCount } = reading;
  if (columnCount === 0 && row.text[row.start] === '{') {
    stop(reading, describeJson(locateOffset(reading, row.start)));
    return;
  }
  if (columnCount > 0 && stopAt(reading, reading.counter.countRows(1, reading.line))) return;
  handler.onProblem(describeMalformed(fault, locateOffset(reading, at)));
  if (reading.hasStopped) return;
  if (columnCount === 0) {
    end(reading);
    return;
  }
  for (let i = row.text.indexOf('\n', row.start); i !== -1 && i < next; i = row.text.indexOf('\n', i + 1))
    reading.line += 1;
  row.start = next;
}

function stop(reading: Reading, problem: FileProblem): void {
  end(reading);
  reading.handler.onProblem(problem);
}

/**
 * Reports a problem, if there is one, and stops reading.
 * @returns true if reading stopped
 */
function stopAt(reading: Reading, problem: FileProblem | null): boolean {
  if (problem !== null) stop(reading, problem);
  return problem !== null;
}

function end(reading: Reading): void {
  reading.hasStopped = true;
  reading.row.text = '';
  reading.row.start = 0;
}

function locateOffset({ row, line }: Reading, offset: number): FilePosition {
  const { text, start } = row;
  let fieldLine = line;
  let lineStart = start;
  for (let i = text.indexOf('\n', start); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) {
    fieldLine += 1;
    lineStart = i + 1;
  }
  return { line: fieldLine, column: countCharacters(text, lineStart, offset) + 1 };
}

/**
 * Counts Unicode code points, since a person counts columns by characters. Allocates no array, since a row may have a
 * million characters.
 */
function countCharacters(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; count++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count;
}
