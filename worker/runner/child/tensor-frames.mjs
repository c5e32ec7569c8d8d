// @ts-check
// Plain JavaScript: the child starts without a loader, and both sides read and write with the same code.

/** @typedef {import('../tensor.ts').Tensor} Tensor */
/** @typedef {{ name: string, type: Tensor['type'], shape: readonly number[], byteLength: number }} TensorHead */

/** A longer header is invalid. */
export const headerBytesMax = 64 * 1024;

/**
 * A header in front of the bytes it describes: four bytes of length, then JSON in UTF-8.
 * @param {unknown} header
 * @returns {Buffer}
 */
export function encodeHeader(header) {
  const text = Buffer.from(JSON.stringify(header));
  if (text.length > headerBytesMax) throw new RangeError('the header is too long');
  const frame = Buffer.alloc(4 + text.length);
  frame.writeUInt32LE(text.length);
  text.copy(frame, 4);
  return frame;
}

/** @param {Pick<Tensor, 'shape'>} tensor */
export const countValues = ({ shape }) => shape.reduce((product, size) => product * size, 1);

/**
 * The bytes of a tensor's values: numbers as in memory, little-endian; for texts first every length, then UTF-8.
 * @param {Tensor} tensor
 * @returns {Uint8Array}
 */
export function encodeValues(tensor) {
  if (tensor.type !== 'string') {
    const { buffer, byteOffset, byteLength } = tensor.values;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  const lengths = Uint32Array.from(tensor.values, (text) => Buffer.byteLength(text));
  const texts = lengths.reduce((sum, length) => sum + length, 0);
  const bytes = Buffer.alloc(lengths.byteLength + texts);
  bytes.set(new Uint8Array(lengths.buffer));
  let at = lengths.byteLength;
  for (const text of tensor.values) at += bytes.write(text, at);
  return bytes;
}

/**
 * The inverse, for untrusted input: every length is checked against the actual bytes.
 * @param {TensorHead} head
 * @param {Uint8Array} bytes as many as the head says
 * @returns {Tensor}
 * @throws {RangeError} where the bytes aren't such values; its text quotes none of them
 */
export function decodeTensor({ name, type, shape }, bytes) {
  const count = countValues({ shape });
  if (type === 'string') return { name, type, shape, values: decodeTexts(bytes, count) };
  if (bytes.byteLength !== count * (type === 'float32' ? 4 : 8)) throw new RangeError('other lengths');
  // A copy of its own: views of numbers begin at multiples of their size.
  const { buffer } = new Uint8Array(bytes);
  return type === 'float32'
    ? { name, type, shape, values: new Float32Array(buffer) }
    : { name, type, shape, values: new BigInt64Array(buffer) };
}

/**
 * @param {Uint8Array} bytes
 * @param {number} count
 * @returns {string[]}
 */
function decodeTexts(bytes, count) {
  if (bytes.byteLength < 4 * count) throw new RangeError('other lengths');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const texts = [];
  let at = 4 * count;
  for (let index = 0; index < count; index++) {
    const end = at + view.getUint32(4 * index, true);
    if (end > bytes.byteLength) throw new RangeError('other lengths');
    try {
      texts.push(decoder.decode(bytes.subarray(at, end)));
    } catch {
      throw new RangeError('no UTF-8');
    }
    at = end;
  }
  if (at !== bytes.byteLength) throw new RangeError('other lengths');
  return texts;
}
