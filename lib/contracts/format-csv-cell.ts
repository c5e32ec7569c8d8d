/**
 * Text that a spreadsheet would read as a formula gets an apostrophe (OWASP, CSV injection); numbers stay numbers (RFC 4180).
 * Where commas are decimal, a spreadsheet separates cells at semicolons, and some read full-width signs as operators.
 */
export function formatCsvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = value.replace(/(^|;\s*)(?=[=+\-@\t\r＝＋－＠])/g, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
