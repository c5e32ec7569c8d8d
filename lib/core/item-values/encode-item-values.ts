/** A byte an item where each is right or wrong, else four: a comparison needs no more digits. */
export function encodeItemValues(values: Float64Array, areRightOrWrong: boolean): Uint8Array {
  if (areRightOrWrong) return Uint8Array.from(values);
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return bytes;
}

/** @param bytes with nothing before or behind them that `encodeItemValues` hasn't made */
export function decodeItemValues(bytes: Uint8Array, areRightOrWrong: boolean): Uint8Array | Float32Array {
  if (areRightOrWrong) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
