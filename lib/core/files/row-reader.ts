import type { FileProblem } from './file-problem';

/** A position in a file: physical line and character on that line, both from 1. JSON lines have no column. */
export type FilePosition = { readonly line: number; readonly column: number | null };

/** Position of the field with this index (from 0) of the current row. Valid only during that call. */
export type Locate = (field: number) => FilePosition;

/**
 * Receiver of a row reader's output. Exactly one header comes first, then the rows in file order, each with as many fields as the
 * header has names; a malformed row is a problem instead.
 */
export type RowHandler<Field> = {
  /** False ends the reading: no further calls. */
  onHeader(names: readonly string[], locate: Locate): boolean;
  /** `line` is the first line of the row. `fields` is reused for the next row: callers copy what they keep. */
  onRow(fields: readonly Field[], line: number, locate: Locate): void;
  onProblem(problem: FileProblem): void;
};

export type RowReader = {
  /** Adds the next piece of text, cut anywhere. */
  push(chunk: string): void;
  /** Ends the file. */
  finish(): void;
  /** Ends the reading: no further calls. */
  stop(): void;
  /** The reading ended before the file, so that unread rows must not count as missing. */
  readonly hasStopped: boolean;
};

/** Upper bounds on how much of a file is read; the rest is ignored. */
export type RowBounds = {
  /** Number of rows below the header, malformed rows included. */
  readonly rowCountMax: number;
  /** Lines of white space only. They are skipped, and cost as much as any other line. */
  readonly blankLineCountMax: number;
};

/** For files of the site itself, and where another reader counts. */
export const unbounded: RowBounds = {
  rowCountMax: Number.POSITIVE_INFINITY,
  blankLineCountMax: Number.POSITIVE_INFINITY,
};

/** Maximum length of a row in UTF-16 units. It bounds the buffer for a file without line ends. */
export const rowLengthMax = 1_048_576;

/** Counts rows and lines, and signals when to stop. */
export type RowCounter = {
  /** The problem of one row more, or of so many, than allowed; null below the limit. */
  countRows(count: number, line: number): FileProblem | null;
  countBlankLine(line: number): FileProblem | null;
};

export function createRowCounter({ rowCountMax, blankLineCountMax }: RowBounds): RowCounter {
  let rowCount = 0;
  let blankLineCount = 0;
  return {
    countRows(count, line) {
      rowCount += count;
      return rowCount > rowCountMax ? describeExcess(`${rowCountMax} rows`, line) : null;
    },
    countBlankLine(line) {
      blankLineCount += 1;
      return blankLineCount > blankLineCountMax
        ? describeExcess(`${blankLineCountMax} blank lines`, line)
        : null;
    },
  };
}

const describeExcess = (what: string, line: number): FileProblem => ({
  line,
  column: null,
  code: 'too_many_rows',
  detail: `the file has more than ${what}`,
  hint: 'Nothing after this line was read. Send one row for each item, and no blank lines.',
});
