import type { FileProblem } from './file-problem';
import type { RowBounds } from './row-reader';

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
