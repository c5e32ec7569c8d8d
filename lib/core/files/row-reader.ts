import type { FileProblem } from './file-problem';

/** A place in a file: physical line and character on that line, both from 1. JSON lines have no column. */
export type FilePosition = { readonly line: number; readonly column: number | null };

/** Where the field with this index (from 0) of the row being handed over begins. Valid only during that call. */
export type Locate = (field: number) => FilePosition;

/**
 * What a reader of rows tells. Exactly one header comes first, then the rows in file order, each with as many fields as
 * the header has names; a row that can't be read is a problem instead.
 */
export type RowHandler<Field> = {
  /** False ends the reading: nothing more is told. */
  onHeader(names: readonly string[], locate: Locate): boolean;
  /** `line` is the one the row begins on. `fields` is reused for the next row: copy what has to stay. */
  onRow(fields: readonly Field[], line: number, locate: Locate): void;
  onProblem(problem: FileProblem): void;
};

export type RowReader = {
  /** Takes the next piece of text, cut anywhere. */
  push(chunk: string): void;
  /** Takes the end of the file. */
  finish(): void;
  /** Ends the reading here: nothing more is told. */
  stop(): void;
  /** Whether the reading ended before the file, so that rows it never saw must not count as missing. */
  readonly hasStopped: boolean;
};

/** How much of a file is read at the most; what comes after it isn't looked at. */
export type RowBounds = {
  /** Rows below the header, malformed ones included. */
  readonly rowCountMax: number;
  /** Lines of nothing but white space. They are passed over, and cost as much as any other line. */
  readonly blankLineCountMax: number;
};

/** For files of the site itself, and where others count. */
export const unbounded: RowBounds = {
  rowCountMax: Number.POSITIVE_INFINITY,
  blankLineCountMax: Number.POSITIVE_INFINITY,
};

/** Longest row that is read, in UTF-16 units. It bounds what a reader keeps of a file without line ends. */
export const rowLengthMax = 1_048_576;

/** Counts what a reader has read, and tells when it is to end. */
export type RowCounter = {
  /** The problem of one row more, or of so many, than are read; null while there is none. */
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
