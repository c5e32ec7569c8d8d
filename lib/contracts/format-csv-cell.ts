/** Text that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection); numbers stay numbers (RFC 4180). */
export function formatCsvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
