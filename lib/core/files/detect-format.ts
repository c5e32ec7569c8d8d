import { ok, type Result, refuse } from '../result';
import type { FileProblem } from './file-problem';

/** CSV or JSON Lines, by the first character that isn't white space or a byte order mark: JSON begins with `{`, and an array, which the reader refuses, with `[`. */
export function detectFormat(text: string): 'csv' | 'jsonl' | null {
  const first = text.search(/\S/);
  if (first === -1) return null;
  return text[first] === '{' || text[first] === '[' ? 'jsonl' : 'csv';
}

/** Maximum white space at the beginning of a file, in UTF-16 units. */
const blankLengthMax = 65_536;

/** Detects the format of a text that comes in pieces, and keeps the pieces before the decision. */
export type FormatFinder = {
  /** The format, once a piece of the file decides it. Each piece is read once. */
  take(piece: string): Result<'csv' | 'jsonl' | null, FileProblem>;
  /** All pieces so far, with the white space before the first character, since lines are counted. */
  readonly head: string;
};

export function createFormatFinder(): FormatFinder {
  let head = '';
  return {
    get head() {
      return head;
    },
    take(piece) {
      const format = detectFormat(piece);
      const blankLength = head.length + (format === null ? piece.length : piece.search(/\S/));
      if (blankLength > blankLengthMax) return refuse(tooBlank);
      head += piece;
      return ok(format);
    },
  };
}

const tooBlank: FileProblem = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: `the file begins with more than ${blankLengthMax} blank characters`,
  hint: 'Begin it with its header.',
};
