import type { FileProblem } from './file-problem';
import { type FilePosition, rowLengthMax } from './row-reader';

const quote = 0x22;

const comma = 0x2c;

const lineFeed = 0x0a;

const carriageReturn = 0x0d;

export type DelimitedLimits = {
  /** Maximum length of a row, in UTF-16 units. */
  readonly rowLengthMax: number;
  /**
   * Maximum length of a quoted field. Without this limit a quote that is never closed would include the rest of the file.
   */
  readonly quotedLengthMax: number;
};

export const delimitedLimits: DelimitedLimits = { rowLengthMax, quotedLengthMax: 65_536 };

/** A text and the row in it that is being read. One object is reused for all rows of a file. */
export type DelimitedRow = {
  text: string;
  /** Position of the row in the text. */
  start: number;
  /** Values of the row's fields, and the position of each field in the text. */
  readonly fields: string[];
  readonly fieldStarts: number[];
  /** Offset in the text just after the field that was read last. */
  position: number;
  /** Number of line feeds inside the fields that were read. */
  lineFeeds: number;
};

/** A row that could not be read, with the reason. */
type CutRow =
  | {
      readonly kind: 'malformed';
      readonly field: number;
      readonly at: number;
      readonly fault: 'quote-in-field' | 'text-after-quote';
      readonly next: number;
    }
  | { readonly kind: 'unclosed'; readonly field: number }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'unfinished' };

export type RowOutcome =
  | { readonly kind: 'row'; readonly next: number; readonly lineFeeds: number; readonly isBlank: boolean }
  | CutRow;

export type MalformedRow = Extract<RowOutcome, { kind: 'malformed' }>;

export const startDelimitedRow = (): DelimitedRow => ({
  text: '',
  start: 0,
  fields: [],
  fieldStarts: [],
  position: 0,
  lineFeeds: 0,
});

/** Reads the row at `row.start`. The limits are positions in the text, so they don't depend on chunks. */
export function readDelimitedRow(row: DelimitedRow, limits: DelimitedLimits, isLast: boolean): RowOutcome {
  const { text, start, fields, fieldStarts } = row;
  const end = text.length;
  const rowLimit = start + limits.rowLengthMax;
  let count = 0;
  let position = start;
  row.lineFeeds = 0;
  for (;;) {
    if (position > rowLimit) return { kind: 'too-long' };
    fieldStarts[count] = position;
    const isQuoted = position < end && text.charCodeAt(position) === quote;
    const cut = isQuoted
      ? readQuotedField(row, count, limits, isLast)
      : readBareField(row, count, rowLimit, isLast);
    if (cut !== null) return cut;
    position = row.position;
    if (position > rowLimit) return { kind: 'too-long' };
    count += 1;
    if (position === end || text.charCodeAt(position) === lineFeed) {
      if (fields.length > count) fields.length = count;
      const isBlank = count === 1 && text.charCodeAt(start) !== quote && fields[0]!.trim() === '';
      return { kind: 'row', next: position + 1, lineFeeds: row.lineFeeds + 1, isBlank };
    }
    position += 1;
  }
}

/** Reads an unquoted field; returns null once the field is complete. */
function readBareField(row: DelimitedRow, field: number, rowLimit: number, isLast: boolean): CutRow | null {
  const { text } = row;
  const end = text.length;
  const start = row.fieldStarts[field]!;
  let position = start;
  let code = 0;
  while (position < end) {
    code = text.charCodeAt(position);
    if (code === comma || code === lineFeed || code === quote) break;
    position += 1;
  }
  if (position < end && code === quote)
    return cutMalformed(row, { field, at: position, fault: 'quote-in-field' }, rowLimit, isLast);
  if (position === end && !isLast) return { kind: end > rowLimit ? 'too-long' : 'unfinished' };
  const isLineEnd = position === end || code === lineFeed;
  const hasReturn = isLineEnd && position > start && text.charCodeAt(position - 1) === carriageReturn;
  row.fields[field] = text.slice(start, hasReturn ? position - 1 : position);
  row.position = position;
  return null;
}

/** Reads a quoted field; returns null once the field is complete. */
function readQuotedField(
  row: DelimitedRow,
  field: number,
  limits: DelimitedLimits,
  isLast: boolean,
): CutRow | null {
  const { text } = row;
  const end = text.length;
  const rowLimit = row.start + limits.rowLengthMax;
  const start = row.fieldStarts[field]!;
  const quoteLimit = Math.min(start + limits.quotedLengthMax, rowLimit);
  let position = 0;
  let value = '';
  let from = start + 1;
  for (;;) {
    const at = text.indexOf('"', from);
    if (at === -1 ? end > quoteLimit : at > quoteLimit) return { kind: 'unclosed', field };
    if (at === -1) return isLast ? { kind: 'unclosed', field } : { kind: 'unfinished' };
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
  for (let i = value.indexOf('\n'); i !== -1; i = value.indexOf('\n', i + 1)) row.lineFeeds += 1;
  row.fields[field] = value;
  if (position < end && text.charCodeAt(position) === carriageReturn) {
    if (position + 1 === end && !isLast) return { kind: 'unfinished' };
    if (position + 1 === end || text.charCodeAt(position + 1) === lineFeed) position += 1;
  }
  row.position = position;
  if (position === end) return null;
  const next = text.charCodeAt(position);
  if (next === comma || next === lineFeed) return null;
  return cutMalformed(row, { field, at: position, fault: 'text-after-quote' }, rowLimit, isLast);
}

/** Skips the rest of a malformed row up to its line end, because its quotes can't be interpreted. */
function cutMalformed(
  { text }: DelimitedRow,
  where: Pick<MalformedRow, 'field' | 'at' | 'fault'>,
  rowLimit: number,
  isLast: boolean,
): CutRow {
  const lineEnd = text.indexOf('\n', where.at);
  if ((lineEnd === -1 ? text.length : lineEnd) > rowLimit) return { kind: 'too-long' };
  if (lineEnd === -1 && !isLast) return { kind: 'unfinished' };
  return { kind: 'malformed', ...where, next: lineEnd === -1 ? text.length : lineEnd + 1 };
}

const quoteHint = 'Put quotes around the whole field and double each quote inside it: "say ""hi""".';

const semicolonHint = 'Separate columns with commas. In a spreadsheet choose "CSV UTF-8 (comma delimited)".';

export const emptyFileProblem: FileProblem = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: 'the file has no header',
  hint: 'Send a CSV file whose first line names the columns.',
};

export const describeJson = (at: FilePosition): FileProblem => ({
  code: 'wrong_header',
  detail: 'the file begins like JSON, not with a header',
  hint: 'Send it as JSON Lines (.jsonl), or as CSV whose first line names the columns.',
  ...at,
});

export const describeSemicolonHeader = (at: FilePosition): FileProblem => ({
  ...at,
  code: 'semicolon_separated',
  detail: 'the header has semicolons and no commas',
  hint: semicolonHint,
});

export const describeMalformed = (fault: MalformedRow['fault'], at: FilePosition): FileProblem => ({
  ...at,
  code: 'unbalanced_quotes',
  detail:
    fault === 'quote-in-field'
      ? 'a quote inside a field that does not begin with one'
      : 'text follows the closing quote of a field',
  hint: quoteHint,
});

export const describeUnclosed = (
  { quotedLengthMax, rowLengthMax }: DelimitedLimits,
  at: FilePosition,
): FileProblem => ({
  ...at,
  code: 'unbalanced_quotes',
  detail: 'the quote that opens here is not closed',
  hint: `${quoteHint} A quoted field may have ${Math.min(quotedLengthMax, rowLengthMax)} characters. Nothing after it was read.`,
});

export const describeTooLong = ({ rowLengthMax }: DelimitedLimits, line: number): FileProblem => ({
  line,
  column: null,
  code: 'too_large',
  detail: `a row has more than ${rowLengthMax} characters`,
  hint: 'Check that rows end in a line feed. Nothing after it was read.',
});

export function describeColumnCount(
  fields: readonly string[],
  columnCount: number,
  at: FilePosition,
): FileProblem {
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

/**
 * True for a row that seems to have a decimal comma: more fields than columns, and two consecutive fields that would form
 * one number if joined by a decimal point.
 */
function looksLikeDecimalComma(fields: readonly string[], columnCount: number): boolean {
  if (fields.length <= columnCount) return false;
  return fields.some(
    (field, i) => i > 0 && /^\d+(?:[eE][+-]?\d+)?$/.test(field) && /^[+-]?\d+$/.test(fields[i - 1]!),
  );
}
