import type { FileProblem } from './file-problem';
import { type FilePosition, type RowHandler, type RowReader, rowLengthMax } from './row-reader';

const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = 0xfeff;

export type DelimitedLimits = {
  /** Longest row, in UTF-16 units. */
  readonly rowLengthMax: number;
  /** Longest quoted field. A quote that is never closed would swallow the rest of the file. */
  readonly quotedLengthMax: number;
};

/** A reader whose rows others may read in its place. */
export type DelimitedReader = RowReader & {
  /** Whether all that was pushed ended with a row, so that the next one may be passed by. */
  readonly isBetweenRows: boolean;
  /** The line that the next row begins on, while between rows. */
  readonly line: number;
  /** Counts lines that others have read, while between rows. */
  passLines(count: number): void;
};

export const delimitedLimits: DelimitedLimits = { rowLengthMax, quotedLengthMax: 65_536 };

type Outcome =
  | { kind: 'row'; next: number; lineFeeds: number; isBlank: boolean }
  | {
      kind: 'malformed';
      field: number;
      at: number;
      fault: 'quote-in-field' | 'text-after-quote';
      next: number;
    }
  | { kind: 'unclosed'; field: number }
  | { kind: 'too-long' }
  | { kind: 'unfinished' };

/**
 * An incremental reader of comma-separated values, strict as RFC 4180: a quote stands only around a whole field and is
 * doubled inside it, and every row has as many fields as the header. A byte order mark, CRLF and blank lines are
 * accepted. How the text is cut into chunks changes nothing that is told.
 *
 * It keeps one row, no more. A malformed row is told and skipped; a quote that is not closed within
 * `limits.quotedLengthMax`, a row over `limits.rowLengthMax` and a file without commas end the reading.
 */
export function createDelimitedReader(
  handler: RowHandler<string>,
  limits: DelimitedLimits = delimitedLimits,
): DelimitedReader {
  const fields: string[] = [];
  const fieldStarts: number[] = [];
  let buffer = '';
  let rowStart = 0;
  let line = 1;
  let columnCount = 0;
  let hasBegun = false;
  let hasStopped = false;
  let hasFinished = false;
  // An unfinished row is looked at again only once the text has doubled, so that many small chunks stay linear.
  let retryLength = 0;

  function locateOffset(offset: number): FilePosition {
    let fieldLine = line;
    let lineStart = rowStart;
    for (let i = buffer.indexOf('\n', rowStart); i !== -1 && i < offset; i = buffer.indexOf('\n', i + 1)) {
      fieldLine += 1;
      lineStart = i + 1;
    }
    return { line: fieldLine, column: Array.from(buffer.slice(lineStart, offset)).length + 1 };
  }

  const locate = (field: number): FilePosition => locateOffset(fieldStarts[field] ?? rowStart);

  function stop(problem: FileProblem): void {
    hasStopped = true;
    handler.onProblem(problem);
  }

  /** Reads one row from `rowStart` into `fields`. The limits are places in the text, so chunks can't move them. */
  function readRow(isLast: boolean): Outcome {
    const text = buffer;
    const end = text.length;
    const rowLimit = rowStart + limits.rowLengthMax;
    let count = 0;
    let lineFeeds = 0;
    let position = rowStart;
    for (;;) {
      const fieldStart = position;
      if (fieldStart > rowLimit) return { kind: 'too-long' };
      fieldStarts[count] = fieldStart;
      if (position < end && text.charCodeAt(position) === quote) {
        const quoteLimit = Math.min(fieldStart + limits.quotedLengthMax, rowLimit);
        let value = '';
        let from = position + 1;
        for (;;) {
          const at = text.indexOf('"', from);
          if (at === -1 ? end > quoteLimit : at > quoteLimit) return { kind: 'unclosed', field: count };
          if (at === -1) return isLast ? { kind: 'unclosed', field: count } : { kind: 'unfinished' };
          if (at + 1 === end && !isLast) return { kind: 'unfinished' };
          if (at + 1 < end && text.charCodeAt(at + 1) === quote) {
            value += text.slice(from, at + 1);
            from = at + 2;
            continue;
          }
          value += text.slice(from, at);
          position = at + 1;
          break;
        }
        for (let i = value.indexOf('\n'); i !== -1; i = value.indexOf('\n', i + 1)) lineFeeds += 1;
        fields[count] = value;
        if (position < end && text.charCodeAt(position) === carriageReturn) {
          if (position + 1 === end && !isLast) return { kind: 'unfinished' };
          if (position + 1 === end || text.charCodeAt(position + 1) === lineFeed) position += 1;
        }
        if (position < end) {
          const next = text.charCodeAt(position);
          if (next !== comma && next !== lineFeed)
            return malformed(count, position, 'text-after-quote', isLast);
        }
      } else {
        let code = 0;
        while (position < end) {
          code = text.charCodeAt(position);
          if (code === comma || code === lineFeed || code === quote) break;
          position += 1;
        }
        if (position < end && code === quote) return malformed(count, position, 'quote-in-field', isLast);
        if (position === end && !isLast)
          return end > rowLimit ? { kind: 'too-long' } : { kind: 'unfinished' };
        const isLineEnd = position === end || code === lineFeed;
        const hasReturn =
          isLineEnd && position > fieldStart && text.charCodeAt(position - 1) === carriageReturn;
        fields[count] = text.slice(fieldStart, hasReturn ? position - 1 : position);
      }
      if (position > rowLimit) return { kind: 'too-long' };
      count += 1;
      if (position === end || text.charCodeAt(position) === lineFeed) {
        if (fields.length > count) fields.length = count;
        const isBlank = count === 1 && text.charCodeAt(rowStart) !== quote && fields[0]!.trim() === '';
        return { kind: 'row', next: position + 1, lineFeeds: lineFeeds + 1, isBlank };
      }
      position += 1;
    }
  }

  /** The rest of a malformed row is passed over up to its line end, because what its quotes mean is unknown. */
  function malformed(
    field: number,
    at: number,
    fault: 'quote-in-field' | 'text-after-quote',
    isLast: boolean,
  ): Outcome {
    const rowLimit = rowStart + limits.rowLengthMax;
    const lineEnd = buffer.indexOf('\n', at);
    if ((lineEnd === -1 ? buffer.length : lineEnd) > rowLimit) return { kind: 'too-long' };
    if (lineEnd === -1 && !isLast) return { kind: 'unfinished' };
    return { kind: 'malformed', field, at, fault, next: lineEnd === -1 ? buffer.length : lineEnd + 1 };
  }

  function tellRow(): void {
    if (columnCount === 0) {
      const header = fields.slice();
      if (header.length === 1 && header[0]!.includes(';')) {
        stop({
          ...locate(0),
          code: 'semicolon_separated',
          detail: 'the header has semicolons and no commas',
          hint: semicolonHint,
        });
        return;
      }
      columnCount = header.length;
      if (!handler.onHeader(header, locate)) hasStopped = true;
      return;
    }
    if (fields.length === columnCount) handler.onRow(fields, line, locate);
    else handler.onProblem(describeColumnCount(fields, columnCount, locate(0)));
  }

  function drain(isLast: boolean): void {
    if (!hasBegun && buffer.length > 0) {
      hasBegun = true;
      if (buffer.charCodeAt(0) === byteOrderMark) rowStart = 1;
    }
    while (!hasStopped && rowStart < buffer.length) {
      const outcome = readRow(isLast);
      if (outcome.kind === 'unfinished') break;
      switch (outcome.kind) {
        case 'row':
          if (!outcome.isBlank) tellRow();
          line += outcome.lineFeeds;
          rowStart = outcome.next;
          break;
        case 'malformed':
          if (columnCount === 0 && buffer[rowStart] === '{') {
            stop({ ...jsonProblem, ...locateOffset(rowStart) });
            break;
          }
          handler.onProblem({
            ...locateOffset(outcome.at),
            code: 'unbalanced_quotes',
            detail:
              outcome.fault === 'quote-in-field'
                ? 'a quote stands inside a field that does not begin with one'
                : 'text follows the closing quote of a field',
            hint: quoteHint,
          });
          if (columnCount === 0) hasStopped = true;
          for (
            let i = buffer.indexOf('\n', rowStart);
            i !== -1 && i < outcome.next;
            i = buffer.indexOf('\n', i + 1)
          )
            line += 1;
          rowStart = outcome.next;
          break;
        case 'unclosed':
          stop({
            ...locate(outcome.field),
            code: 'unbalanced_quotes',
            detail: 'the quote that opens here is not closed',
            hint: `${quoteHint} A quoted field may have ${Math.min(limits.quotedLengthMax, limits.rowLengthMax)} characters. Nothing after it was read.`,
          });
          break;
        case 'too-long':
          stop({
            line,
            column: null,
            code: 'too_large',
            detail: `a row has more than ${limits.rowLengthMax} characters`,
            hint: 'Check that rows end in a line feed. Nothing after it was read.',
          });
          break;
      }
    }
    if (hasStopped) {
      buffer = '';
      rowStart = 0;
      return;
    }
    buffer = rowStart < buffer.length ? buffer.slice(rowStart) : '';
    rowStart = 0;
    retryLength = Math.min(2 * buffer.length, limits.rowLengthMax + 1);
  }

  return {
    get hasStopped() {
      return hasStopped;
    },
    get isBetweenRows() {
      return !hasStopped && columnCount > 0 && buffer === '';
    },
    get line() {
      return line;
    },
    passLines(count) {
      line += count;
    },
    push(chunk) {
      if (hasStopped || hasFinished) return;
      buffer += chunk;
      if (buffer.length >= retryLength) drain(false);
    },
    finish() {
      if (hasStopped || hasFinished) return;
      drain(true);
      hasFinished = true;
      if (!hasStopped && columnCount === 0) handler.onProblem(emptyFileProblem);
    },
  };
}

const quoteHint = 'Put quotes around the whole field and double each quote inside it: "say ""hi""".';
const semicolonHint = 'Separate columns with commas. In a spreadsheet choose "CSV UTF-8 (comma delimited)".';

const jsonProblem = {
  code: 'wrong_header',
  detail: 'the file begins like JSON, not with a header',
  hint: 'Send it as JSON Lines (.jsonl), or as CSV whose first line names the columns.',
} as const;

const emptyFileProblem: FileProblem = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: 'the file has no header',
  hint: 'Send a CSV file whose first line names the columns.',
};

function describeColumnCount(fields: readonly string[], columnCount: number, at: FilePosition): FileProblem {
  if (fields.length === 1 && fields[0]!.includes(';'))
    return {
      ...at,
      code: 'semicolon_separated',
      detail: 'the row has semicolons and no commas',
      hint: semicolonHint,
    };
  const detail = `the row has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, the header ${columnCount}`;
  return {
    ...at,
    code: 'wrong_column_count',
    detail,
    hint: looksLikeDecimalComma(fields, columnCount)
      ? 'The row looks as if numbers had a decimal comma: write 0.5, not 0,5.'
      : 'Give every row one field for each column; put quotes around text that contains a comma.',
  };
}

/** More fields than columns, two of them in a row that a decimal point would join to one number. */
function looksLikeDecimalComma(fields: readonly string[], columnCount: number): boolean {
  if (fields.length <= columnCount) return false;
  return fields.some(
    (field, i) => i > 0 && /^\d+(?:[eE][+-]?\d+)?$/.test(field) && /^[+-]?\d+$/.test(fields[i - 1]!),
  );
}
