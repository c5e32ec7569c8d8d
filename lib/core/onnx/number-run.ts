import type { FieldKind } from './onnx-messages';
import { type Cursor, createCursor, nextField, readVarint } from './read-wire';
import { fail, type Scan } from './scan';

export type NumberKind = Extract<FieldKind, 'integers' | 'floats' | 'doubles'>;

const widths: Record<Exclude<NumberKind, 'integers'>, number> = { floats: 4, doubles: 8 };

/** Wire types of one number of a list that isn't packed. */
export const numberWireTypes = { integers: 0, floats: 5, doubles: 1 } as const satisfies Record<
  NumberKind,
  number
>;

/**
 * How many numbers the field at the cursor has. Packed ones of fixed width are counted by their length, varints one by one.
 * Where they aren't packed, the cursor takes the whole run of fields with the same tag, so that a tree ensemble's millions
 * are one field.
 */
export function countNumbers(scan: Scan, cursor: Cursor, kind: NumberKind): number {
  if (cursor.wireType !== 2) return gatherRun(scan, cursor, kind);
  const byteCount = cursor.stop - cursor.start;
  if (kind === 'integers') return countVarints(scan, cursor.start, cursor.stop);
  if (byteCount % widths[kind] !== 0)
    fail(scan, 'malformed', 'A list of numbers ends amid one of them.', cursor.start);
  return byteCount / widths[kind];
}

/** Lists have field numbers below 16, so a tag is one byte. */
function gatherRun(scan: Scan, cursor: Cursor, kind: NumberKind): number {
  const { bytes } = scan;
  const tag = cursor.field * 8 + cursor.wireType;
  const begin = cursor.at;
  const count =
    kind === 'integers' ? gatherVarints(scan, cursor, tag) : gatherFixed(bytes, cursor, tag, widths[kind]);
  scan.steps += kind === 'integers' ? cursor.at - begin : count;
  cursor.stop = cursor.at;
  return count;
}

function gatherFixed(bytes: Uint8Array, cursor: Cursor, tag: number, width: number): number {
  const stride = width + 1;
  const last = cursor.end - stride;
  let at = cursor.at;
  while (at <= last && bytes[at] === tag) at += stride;
  const count = 1 + (at - cursor.at) / stride;
  cursor.at = at;
  return count;
}

/**
 * How many texts the run of fields with the same tag has, of which the cursor is at the first. Nobody reads them: what is of
 * interest is their number, since each takes more memory than its bytes.
 */
export function gatherTexts(scan: Scan, cursor: Cursor): number {
  const { bytes } = scan;
  const { end } = cursor;
  const tag = cursor.field * 8 + cursor.wireType;
  let count = 1;
  while (cursor.at < end && bytes[cursor.at] === tag) {
    let { at } = cursor;
    // A length of one byte, as nearly all texts have; any other is the reader's.
    while (at + 1 < end && bytes[at] === tag && bytes[at + 1]! < 0x80 && at + 2 + bytes[at + 1]! <= end) {
      at += 2 + bytes[at + 1]!;
      count += 1;
      scan.steps += 1;
    }
    cursor.at = at;
    if (at >= end || bytes[at] !== tag || !nextField(scan, cursor)) break;
    count += 1;
  }
  return count;
}

function gatherVarints(scan: Scan, cursor: Cursor, tag: number): number {
  const { bytes } = scan;
  const { end } = cursor;
  let { at } = cursor;
  let count = 1;
  while (at < end && bytes[at] === tag) {
    const start = at + 1;
    at = start;
    while (at < end && bytes[at]! >= 0x80) at += 1;
    if (at >= end) {
      fail(scan, 'malformed', 'A list of numbers ends amid one of them.', at);
      break;
    }
    at += 1;
    if (isOverlong(bytes, start, at)) {
      fail(scan, 'overlong_varint', overlong, start);
      break;
    }
    count += 1;
  }
  cursor.at = at;
  return count;
}

/** Whether the varint from `start` up to `end` has more bytes than it needs, or bits beyond the 64th. */
function isOverlong(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length === 1) return false;
  const last = bytes[end - 1]!;
  return last === 0 || length > 10 || (length === 10 && last > 1);
}

const overlong = 'A number is written with more bytes than it needs.';

function countVarints(scan: Scan, start: number, stop: number): number {
  const { bytes } = scan;
  scan.steps += stop - start;
  let count = 0;
  let begin = start;
  for (let at = start; at < stop; at += 1) {
    if (bytes[at]! >= 0x80) continue;
    if (isOverlong(bytes, begin, at + 1)) {
      fail(scan, 'overlong_varint', overlong, begin);
      return count;
    }
    count += 1;
    begin = at + 1;
  }
  if (begin < stop) fail(scan, 'malformed', 'A list of numbers ends amid one of them.', stop);
  return count;
}

/** The numbers themselves, for lists that are short enough to be looked at. */
export function readNumbers(scan: Scan, cursor: Cursor, kind: NumberKind): number[] {
  const list = createCursor({ start: cursor.start, end: cursor.stop });
  const isPacked = cursor.wireType === 2;
  const view = new DataView(scan.bytes.buffer, scan.bytes.byteOffset, scan.bytes.byteLength);
  const numbers: number[] = [];
  while (list.at < list.end && scan.fault === null) {
    if (!isPacked && numbers.length > 0) list.at += 1;
    if (kind === 'integers') numbers.push(readVarint(scan, list));
    else {
      numbers.push(kind === 'floats' ? view.getFloat32(list.at, true) : view.getFloat64(list.at, true));
      list.at += widths[kind];
    }
  }
  return numbers;
}
