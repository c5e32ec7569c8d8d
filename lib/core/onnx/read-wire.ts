import { fail, type Scan, type Span } from './scan';

/** Varint, eight bytes, length-delimited, four bytes: the wire types that ONNX uses. */
export type WireType = 0 | 1 | 2 | 5;

/**
 * A place in a message, and the field that was read last: `value` of a varint, and the payload's bytes from `start` up to
 * `stop`. Made anew for each message, changed for each field.
 */
export type Cursor = {
  at: number;
  readonly end: number;
  field: number;
  wireType: WireType;
  value: number;
  start: number;
  stop: number;
};

export const createCursor = ({ start, end }: Span): Cursor => ({
  at: start,
  end,
  field: 0,
  wireType: 0,
  value: 0,
  start,
  stop: start,
});

const varintBytesMax = 10;
const fieldNumberMax = 0x1fffffff;
const wireTypes: readonly (WireType | 'group' | null)[] = [0, 1, 2, 'group', 'group', 5, null, null];

/**
 * Reads the next field's tag and finds where its payload ends, by arithmetic alone: a payload is skipped, not read.
 *
 * Protocol Buffers, encoding: https://protobuf.dev/programming-guides/encoding/. False at the end of the message and at a fault.
 */
export function nextField(scan: Scan, cursor: Cursor): boolean {
  if (scan.fault !== null || cursor.at >= cursor.end) return false;
  const tagAt = cursor.at;
  scan.steps += 1;
  const tag = readVarint(scan, cursor);
  if (scan.fault !== null) return false;
  cursor.field = Math.floor(tag / 8);
  const wireType = wireTypes[tag & 7]!;
  if (wireType === 'group') fail(scan, 'group_field', `Field ${cursor.field} is a group.`, tagAt);
  else if (wireType === null || cursor.field < 1 || cursor.field > fieldNumberMax)
    fail(scan, 'malformed', 'There are bytes that begin no field.', tagAt);
  else {
    cursor.wireType = wireType;
    findPayload(scan, cursor);
  }
  return scan.fault === null;
}

function findPayload(scan: Scan, cursor: Cursor): void {
  cursor.start = cursor.at;
  if (cursor.wireType === 0) cursor.value = readVarint(scan, cursor);
  else {
    const length = cursor.wireType === 2 ? readVarint(scan, cursor) : cursor.wireType === 1 ? 8 : 4;
    cursor.start = cursor.at;
    if (length < 0) fail(scan, 'malformed', 'A length is negative.', cursor.start);
    else if (length > cursor.end - cursor.at) failBeyond(scan, cursor, cursor.at + length);
    else cursor.at += length;
  }
  cursor.stop = cursor.at;
}

/**
 * A base-128 varint as a signed 64-bit integer; beyond ±2⁵³ the nearest double, which is beyond every limit too. Refuses more
 * than ten bytes, bits beyond the 64th and more bytes than needed: each integer has one spelling.
 */
export function readVarint(scan: Scan, cursor: Cursor): number {
  const { bytes } = scan;
  const first = bytes[cursor.at]!;
  if (cursor.at < cursor.end && first < 0x80) {
    cursor.at += 1;
    return first;
  }
  let low = 0;
  let high = 0;
  for (let i = 0; i < varintBytesMax; i += 1) {
    if (cursor.at >= cursor.end) {
      failBeyond(scan, cursor, cursor.end + 1);
      return 0;
    }
    const byte = bytes[cursor.at]!;
    cursor.at += 1;
    const bits = byte & 0x7f;
    if (i < 5) low |= bits << (7 * i);
    if (i === 4) high = bits >>> 4;
    if (i > 4) high |= bits << (7 * i - 32);
    if (byte >= 0x80) continue;
    if ((byte === 0 && i > 0) || (i === varintBytesMax - 1 && byte > 1)) break;
    return high * 0x1_0000_0000 + (low >>> 0);
  }
  fail(scan, 'overlong_varint', 'A number is written with more bytes than it needs.', cursor.at - 1);
  return 0;
}

/** The file is too short, or a part of it claims to be longer than what holds it. */
function failBeyond(scan: Scan, cursor: Cursor, end: number): void {
  if (cursor.end === scan.bytes.length)
    fail(
      scan,
      'truncated',
      `A part ends ${describeMissing(end - cursor.end)} the end of the file.`,
      cursor.at,
    );
  else fail(scan, 'malformed', 'A part is longer than the part that holds it.', cursor.at);
}

const describeMissing = (byteCount: number): string =>
  byteCount === 1 ? 'behind' : `${byteCount.toLocaleString('en')} bytes behind`;
