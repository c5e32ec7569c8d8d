import { computePaddedSize } from './padded-size';

const frameBytes = 65_536;
const headBytes = 4;

/**
 * A stream of bytes with padding behind it, so that its length tells nothing of labels: its size less that of the public inputs would
 * be the number of items of each class. Frames of a length in four bytes, big-endian, and so many bytes; one of length 0 ends
 * them, and zeros follow.
 */
export async function* padTestSet(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let total = 0;
  const frame = new Uint8Array(headBytes + frameBytes);
  let filled = headBytes;
  const takeFrame = (): Uint8Array => {
    new DataView(frame.buffer).setUint32(0, filled - headBytes);
    const taken = frame.slice(0, filled);
    total += taken.length;
    filled = headBytes;
    return taken;
  };
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + frame.length - filled);
      frame.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === frame.length) yield takeFrame();
    }
  if (filled > headBytes) yield takeFrame();
  yield takeFrame();
  const zeros = new Uint8Array(frameBytes);
  for (let left = computePaddedSize(total) - total; left > 0; left -= frameBytes)
    yield zeros.subarray(0, Math.min(left, frameBytes));
}

/** What `padTestSet` was given. @throws when the bytes end before their last frame */
export async function* unpadTestSet(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const head = new Uint8Array(headBytes);
  let headFilled = 0;
  let left = 0;
  let hasEnded = false;
  for await (const chunk of bytes) {
    // Read to its end all the same: a seal is whole only then.
    for (let at = 0; at < chunk.length && !hasEnded; ) {
      if (left > 0) {
        const part = chunk.subarray(at, at + left);
        left -= part.length;
        at += part.length;
        yield part;
        continue;
      }
      head[headFilled++] = chunk[at++]!;
      if (headFilled < headBytes) continue;
      headFilled = 0;
      left = new DataView(head.buffer).getUint32(0);
      hasEnded = left === 0;
    }
  }
  if (!hasEnded) throw new Error('a padded test set has no end');
}
