import type { Cell } from './item-table';

/**
 * A line of CSV (RFC 4180, with line feeds); null is the empty cell. Cells are what they are, also where a spreadsheet
 * would take one for a formula: with an apostrophe before it, an item would no longer be the one that was committed to,
 * and whoever trains on the file would train on the apostrophe.
 */
export function formatCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(formatCell).join(',')}\n`;
}

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
