import type { ClassIndex } from '../files/class-index';
import { parsePlainNumber, targetNumberMax } from '../files/parse-number';
import type { ItemIndex } from '../round/item-index';
import { fillRest, isProbability, type Predictions, placeProbabilities, sumsToOne } from './predictions';
import type { PredictionsColumns } from './predictions-header';

/** The columns into which rows are read, with the rules for their values. */
export type PlainRowsTarget = {
  readonly columns: PredictionsColumns;
  readonly columnCount: number;
  readonly ids: ItemIndex;
  readonly classes: ClassIndex;
  readonly predictions: Exclude<Predictions, { kind: 'texts' }>;
  /** For each item the line with its prediction; 0 if it has none yet. */
  readonly lines: Uint32Array;
};

/** Classes of bytes in a row. Bytes other than printable ASCII, and quotes, can only be read by the general reader. */
const [ofField, comma, lineFeed, carriageReturn, other] = [0, 1, 2, 3, 4];

const kindOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x2c) return comma;
  if (byte === 0x0a) return lineFeed;
  if (byte === 0x0d) return carriageReturn;
  return byte < 0x20 || byte > 0x7e || byte === 0x22 ? other : ofField;
});

/**
 * Reads plain rows from the beginning of `bytes`, where a row begins: complete rows of printable ASCII without quotes and
 * with only valid values. Most files have no other rows, and plain rows are read without building strings.
 *
 * The function stops before the first other row, faulty or not, which the general reader must read.
 *
 * @param lineFirst the line of the first row
 * @returns the number of rows read, and the beginning of the next one
 */
export function readPlainRows(
  bytes: Uint8Array,
  lineFirst: number,
  target: PlainRowsTarget,
): { rowCount: number; byteCount: number } {
  const { columns, columnCount, ids, lines } = target;
  // Position at which each field ends; the next field begins after the comma there.
  const ends = new Int32Array(columnCount);
  let rowCount = 0;
  let byteCount = 0;
  for (;;) {
    const next = findFields(bytes, byteCount, ends);
    if (next === -1) break;
    const item = ids.findBytes(bytes, fieldStart(ends, columns.id, byteCount), ends[columns.id]!);
    if (item === -1 || lines[item] !== 0) break;
    if (!readValues(bytes, byteCount, ends, item, target)) break;
    lines[item] = lineFirst + rowCount;
    rowCount++;
    byteCount = next;
  }
  return { rowCount, byteCount };
}

/**
 * Finds the ends of a row's fields.
 * @returns the beginning of the next row, or −1 if the row isn't plain or is incomplete
 */
function findFields(bytes: Uint8Array, rowStart: number, ends: Int32Array): number {
  let field = 0;
  let at = rowStart;
  for (; at < bytes.length; at++) {
    const kind = kindOf[bytes[at]!]!;
    if (kind === ofField) continue;
    if (kind === comma) {
      if (field === ends.length - 1) return -1;
      ends[field++] = at;
      continue;
    }
    const isReturn = kind === carriageReturn && kindOf[bytes[at + 1] ?? 0] === lineFeed;
    if (field < ends.length - 1 || !(kind === lineFeed || isReturn)) return -1;
    ends[field] = at;
    return isReturn ? at + 2 : at + 1;
  }
  return -1;
}

const fieldStart = (ends: Int32Array, field: number, rowStart: number): number =>
  field === 0 ? rowStart : ends[field - 1]! + 1;

function readValues(
  bytes: Uint8Array,
  rowStart: number,
  ends: Int32Array,
  item: number,
  { columns, classes, predictions }: PlainRowsTarget,
): boolean {
  if (columns.kind === 'probabilities') {
    if (predictions.kind !== 'probabilities') return false;
    const { probabilities } = predictions;
    const classCount = columns.probabilities.length;
    for (let c = 0; c < classCount; c++) {
      const field = columns.probabilities[c]!;
      if (field === null) continue;
      const value = parsePlainNumber(bytes, fieldStart(ends, field, rowStart), ends[field]!);
      if (!isProbability(value)) return false;
      probabilities[item * classCount + c] = value;
    }
    fillRest(probabilities, item, columns.probabilities);
    return sumsToOne(placeProbabilities(predictions, item, classCount));
  }
  const [from, to] = [fieldStart(ends, columns.prediction, rowStart), ends[columns.prediction]!];
  const isNumber = predictions.kind === 'numbers';
  const value = isNumber ? parsePlainNumber(bytes, from, to) : classes.findBytes(bytes, from, to);
  predictions.predicted[item] = value;
  return isNumber ? Math.abs(value) <= targetNumberMax : value !== -1;
}
