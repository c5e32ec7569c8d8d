/** An encoded field of a test's protobuf message, as bytes, so that invalid messages can be made too. */
export type WireField = Uint8Array;

const joinBytes = (parts: readonly Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

export const message = (...fields: readonly WireField[]): Uint8Array => joinBytes(fields);

/** Encodes a signed 64-bit integer as a varint. */
export function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

export const tag = (field: number, wireType: number): Uint8Array => varint(field * 8 + wireType);

export const integer = (field: number, value: number | bigint): WireField =>
  joinBytes([tag(field, 0), varint(value)]);

export const bytesField = (field: number, payload: Uint8Array): WireField =>
  joinBytes([tag(field, 2), varint(payload.length), payload]);

export const text = (field: number, value: string): WireField =>
  bytesField(field, new TextEncoder().encode(value));

export const nested = (field: number, ...fields: readonly WireField[]): WireField =>
  bytesField(field, joinBytes(fields));

export function float(field: number, value: number): WireField {
  return joinBytes([tag(field, 5), floatBytes([value])]);
}

export const floatBytes = (values: readonly number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(values).buffer);

export const int64Bytes = (values: readonly number[]): Uint8Array =>
  new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer);

/** Repeats bytes `count` times. */
export const repeatBytes = (count: number, bytes: Uint8Array): Uint8Array => {
  const all = new Uint8Array(count * bytes.length);
  all.set(bytes);
  for (let filled = bytes.length; filled < all.length; filled *= 2) all.copyWithin(filled, 0, filled);
  return all;
};
