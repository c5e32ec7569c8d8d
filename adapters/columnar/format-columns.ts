import { csvField } from '@/lib/core/round/training';

/** Values of equal length, one for each row. */
export type ColumnValues = { readonly name: string; readonly at: (row: number) => unknown };

/** Length of each yielded piece of text, in UTF-16 units. */
const pieceLength = 32_768;

export class CellUnreadable extends Error {
  constructor(
    readonly column: string,
    readonly row: number,
  ) {
    super('a cell is neither a text nor a number');
  }
}

export const formatHeader = (names: readonly string[]): string => `${names.map(csvField).join(',')}\n`;

/** Rows as CSV, as pandas writes them: a missing value is empty, and so is NaN. */
export function* formatRows(columns: readonly ColumnValues[], rowCount: number): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '';
  for (let row = 0; row < rowCount; row++) {
    for (const [place, { name, at }] of columns.entries()) {
      const cell = formatCell(at(row));
      if (cell === null) throw new CellUnreadable(name, row);
      text += place === 0 ? cell : `,${cell}`;
    }
    text += '\n';
    if (text.length < pieceLength) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text !== '') yield encoder.encode(text);
}

function formatCell(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return csvField(value);
    case 'number':
      return Number.isNaN(value) ? '' : Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'undefined':
      return '';
    default:
      return value === null ? '' : null;
  }
}
