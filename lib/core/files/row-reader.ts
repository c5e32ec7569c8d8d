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
  /** Whether the reader gave up before the end, so that rows it never saw must not count as missing. */
  readonly hasStopped: boolean;
};

/** Longest row that is read, in UTF-16 units. It bounds what a reader keeps of a file without line ends. */
export const rowLengthMax = 1_048_576;
