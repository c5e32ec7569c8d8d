import { ok, type Result, refuse } from '../result';
import type { FileProblem } from './file-problem';

/**
 * Detects CSV or JSON Lines by the first character that isn't white space or a byte order mark: JSON begins with `{`, or
 * with `[` for an array, which the reader of JSON Lines refuses. Null for a text of white space only.
 */
export function detectFormat(text: string): 'csv' | 'jsonl' | null {
  const first = text.search(/\S/);
  if (first === -1) return null;
  return text[first] === '{' || text[first] === '[' ? 'jsonl' : 'csv';
}

/** Maximum white space at the beginning of a file, in UTF-16 units. */
const blankLengthMax = 65_536;

/** Detects the format of a text that arrives in pieces, and keeps the pieces until the decision. */
export type FormatFinder = {
  /** Adds a piece of the file. Returns the format, or null while the pieces so far don't determine it. */
  take(piece: string): Result<'csv' | 'jsonl' | null, FileProblem>;
  /** All pieces so far, including leading white space, since its lines count for line numbers. */
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
