/**
 * A struct of Thrift's compact protocol: values by field number. Texts are skipped, and so are lists of
 * elements other than structs; numbers are 32-bit or exact up to 2^53.
 */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;
export type ThriftValue = number | boolean | ThriftStruct | readonly ThriftStruct[] | null;

/** Error for bytes that are no Thrift struct, or exceed a limit. */
export class ThriftUnreadable extends Error {}

/** Maximum depth of nested structs, deeper than any structure of Parquet. */
const depthMax = 12;

/** A 64-bit number has ten groups of seven bits. */
const varintBytesMax = 10;

const [stop, yes, no, byte, double, binary, list, structType] = [0, 1, 2, 3, 7, 8, 9, 12];

/**
 * Reads a struct, and throws on a varint of more than ten bytes, on nesting and on more elements than allowed: other readers take
 * quadratic time or unbounded memory on them.
 */
export function readThriftStruct(
  bytes: Uint8Array,
  start: number,
  { elementsMax }: { elementsMax: number },
): { struct: ThriftStruct; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  let elementCount = 0;

  function readByte(): number {
    if (at >= bytes.length) throw new ThriftUnreadable('cut off');
    return bytes[at++]!;
  }

  function skip(length: number): void {
    if (length > bytes.length - at) throw new ThriftUnreadable('cut off');
    at += length;
  }

  function readVarint(): bigint {
    let value = 0n;
    for (let i = 0; i < varintBytesMax; i++) {
      const next = readByte();
      value |= BigInt(next & 0x7f) << BigInt(7 * i);
      if (next < 0x80) return value;
    }
    throw new ThriftUnreadable('a number is too long');
  }

  const readNumber = (): number => {
    const zigzag = readVarint();
    return Number((zigzag >> 1n) ^ -(zigzag & 1n));
  };

  function readValue(type: number, depth: number): ThriftValue {
    elementCount += 1;
    if (elementCount > elementsMax) throw new ThriftUnreadable('too many elements');
    if (type === yes || type === no) return type === yes;
    if (type === byte) return (readByte() << 24) >> 24;
    if (type > byte && type < double) return readNumber();
    if (type === double) {
      skip(8);
      return view.getFloat64(at - 8, true);
    }
    if (type === binary) {
      skip(Number(readVarint()));
      return null;
    }
    if (type === list) return readList(depth);
    if (type === structType) return readStruct(depth + 1);
    throw new ThriftUnreadable(`type ${type}`);
  }

  function readList(depth: number): readonly ThriftStruct[] | null {
    const head = readByte();
    const length = head >> 4 === 15 ? Number(readVarint()) : head >> 4;
    const type = head & 0x0f;
    // Each element takes a byte at least, so a longer list must be cut off.
    if (length > bytes.length - at) throw new ThriftUnreadable('cut off');
    const structs: ThriftStruct[] = [];
    for (let i = 0; i < length; i++) {
      const value = type === yes || type === no ? readValue(byte, depth) : readValue(type, depth);
      if (value instanceof Map) structs.push(value);
    }
    return type === structType ? structs : null;
  }

  function readStruct(depth: number): ThriftStruct {
    if (depth > depthMax) throw new ThriftUnreadable('too deep');
    const struct = new Map<number, ThriftValue>();
    let field = 0;
    for (;;) {
      const head = readByte();
      const type = head & 0x0f;
      if (type === stop) return struct;
      field = head >> 4 === 0 ? readNumber() : field + (head >> 4);
      struct.set(field, readValue(type, depth));
    }
  }

  const struct = readStruct(0);
  return { struct, end: at };
}

/** Returns the number in a struct's field, or NaN if the field has none. */
export function numberIn(struct: ThriftStruct, field: number): number {
  const value = struct.get(field);
  return typeof value === 'number' ? value : Number.NaN;
}

/** Returns the struct in a struct's field, or null if the field has none. */
export function structIn(struct: ThriftStruct, field: number): ThriftStruct | null {
  const value = struct.get(field);
  return value instanceof Map ? value : null;
}
