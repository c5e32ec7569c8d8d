/**
 * Text that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection); numbers stay numbers (RFC 4180). Where
 * commas are decimal, a spreadsheet parts cells at semicolons, and some take full-width signs for signs.
 */
export function formatCsvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = value.replace(/(^|;\s*)(?=[=+\-@\t\r＝＋－＠])/g, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
