import type { FileProblem } from './file-problem';

/** A position in a file: physical line and character on that line, both from 1. The column is null for JSON Lines. */
export type FilePosition = { readonly line: number; readonly column: number | null };

/**
 * Locates the field with this index (from 0) in the current row. May be called only during the callback that received it.
 */
export type Locate = (field: number) => FilePosition;

/**
 * Receiver of a row reader's output. Exactly one header comes first, then the rows in file order, each with as many fields as the
 * header has names; a malformed row is a problem instead.
 */
export type RowHandler<Field> = {
  /** Receives the header. If it returns false, reading ends without further calls. */
  onHeader(names: readonly string[], locate: Locate): boolean;
  /**
   * Receives a row. `line` is the first line of the row. `fields` is reused for the next row, so callers copy what they
   * keep.
   */
  onRow(fields: readonly Field[], line: number, locate: Locate): void;
  onProblem(problem: FileProblem): void;
};

export type RowReader = {
  /** Adds the next piece of the file's text, which may end anywhere. */
  push(chunk: string): void;
  /** Says that the file has ended. */
  finish(): void;
  /** Ends the reading: the handler gets no further calls. */
  stop(): void;
  /** True if reading ended before the end of the file, so that unread rows must not count as missing. */
  readonly hasStopped: boolean;
};

/** Upper bounds on how much of a file is read; the rest is ignored. */
export type RowBounds = {
  /** Number of rows below the header, malformed rows included. */
  readonly rowCountMax: number;
  /** Maximum number of lines that contain only white space. They are skipped, but take as much time as other lines. */
  readonly blankLineCountMax: number;
};

/** No limits: for files that the site itself made, and where another reader counts. */
export const unbounded: RowBounds = {
  rowCountMax: Number.POSITIVE_INFINITY,
  blankLineCountMax: Number.POSITIVE_INFINITY,
};

/** Maximum length of a row in UTF-16 units. It limits the buffer for a file without line ends. */
export const rowLengthMax = 1_048_576;

/** Counts rows and blank lines, and reports when a limit is exceeded. */
export type RowCounter = {
  /** Adds `count` rows. Returns the problem if the limit is exceeded, else null. */
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
