import type { DelimitedLimits, MalformedRow } from './delimited-row';
import type { FileProblem } from './file-problem';
import type { FilePosition } from './row-reader';

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

/** More fields than columns, with two in a row that a decimal point would join to one number. */
function looksLikeDecimalComma(fields: readonly string[], columnCount: number): boolean {
  if (fields.length <= columnCount) return false;
  return fields.some(
    (field, i) => i > 0 && /^\d+(?:[eE][+-]?\d+)?$/.test(field) && /^[+-]?\d+$/.test(fields[i - 1]!),
  );
}
