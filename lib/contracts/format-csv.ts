type CsvValue = string | number;

/** Formats a table as CSV (RFC 4180) that is safe to open in a spreadsheet. */
export const formatCsv = (columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string =>
  [columns, ...rows].map((row) => `${row.map(formatCsvCell).join(',')}\r\n`).join('');

/**
 * Puts an apostrophe before text that a spreadsheet would read as a formula (OWASP, CSV injection); numbers are unchanged.
 * Text after a semicolon is checked too, since spreadsheets in countries with decimal commas separate cells at semicolons;
 * so are full-width signs, which some spreadsheets read as operators.
 */
function formatCsvCell(value: CsvValue): string {
  if (typeof value === 'number') return String(value);
  const text = value.replace(/(^|;\s*)(?=[=+\-@\t\r＝＋－＠])/g, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
