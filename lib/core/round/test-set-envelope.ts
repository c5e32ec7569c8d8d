import type { FileProblem } from '../files/file-problem';
import { ok, type Result, refuse } from '../result';

/**
 * First bytes of the plain text of an encrypted test set, which name its round. Without them, an attacker with write access
 * to the object store could replace the test set of a round of their own by another round's, and read its labels from the
 * scorer's reports.
 */
export const testSetEnvelope = (roundId: string): Uint8Array =>
  new TextEncoder().encode(`tidemark-round:${roundId}:padded\n`);

/**
 * Checks and removes the envelope at the beginning of a decrypted test set. `head` must be at least as long as the envelope,
 * or the whole file.
 */
export function openTestSetEnvelope(roundId: string, head: Uint8Array): Result<Uint8Array, FileProblem> {
  const envelope = testSetEnvelope(roundId);
  return beginsWith(head, envelope) ? ok(head.subarray(envelope.length)) : refuse(foreignTestSet);
}

const beginsWith = (bytes: Uint8Array, envelope: Uint8Array): boolean =>
  bytes.length >= envelope.length && envelope.every((byte, i) => bytes[i] === byte);

const foreignTestSet: FileProblem = {
  code: 'bad_archive',
  line: null,
  column: null,
  detail: 'the stored test set was not encrypted for this round',
  hint: 'Upload the test set again, as a new round.',
};

const frameBytes = 65_536;

const headBytes = 4;

/**
 * Pads a stream of bytes so that its length reveals nothing about labels: from the size of the test set minus that of the
 * public inputs, a reader could compute the number of items of each class. The output consists of frames, each a length in
 * four bytes (big-endian) and so many bytes; a frame of length 0 ends them, and zeros follow.
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
      const split = chunk.subarray(at, at + frame.length - filled);
      frame.set(split, filled);
      filled += split.length;
      at += split.length;
      if (filled === frame.length) yield takeFrame();
    }
  if (filled > headBytes) yield takeFrame();
  yield takeFrame();
  const zeros = new Uint8Array(frameBytes);
  for (let left = computePaddedSize(total) - total; left > 0; left -= frameBytes)
    yield zeros.subarray(0, Math.min(left, frameBytes));
}

/**
 * Removes the padding of `padTestSet`.
 * @throws when the bytes end before the last frame
 */
export async function* unpadTestSet(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const head = new Uint8Array(headBytes);
  let headFilled = 0;
  let left = 0;
  let hasEnded = false;
  for await (const chunk of bytes) {
    // Always reads to the end, since an encrypted file is only authenticated when it is read completely.
    for (let at = 0; at < chunk.length && !hasEnded; ) {
      if (left > 0) {
        const split = chunk.subarray(at, at + left);
        left -= split.length;
        at += split.length;
        yield split;
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

const sizeMin = 65_536;

const doublingMax = 2 ** 28;

const stepBeyond = 2 ** 24;

/**
 * Computes the size after padding: the next power of two, at least 65,536; above 256 MiB the next multiple of 16 MiB. A
 * person who can read the object store learns only the range of a file's size, not how many bytes its labels take.
 */
export function computePaddedSize(byteCount: number): number {
  if (byteCount > doublingMax) return Math.ceil(byteCount / stepBeyond) * stepBeyond;
  let size = sizeMin;
  while (size < byteCount) size *= 2;
  return size;
}
