import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import { isDiskFull } from '@/adapters/faults';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { versionEnvelope } from '@/lib/core/model/model-version';
import type { SealedImage } from './container-work';

/** Decrypts the file that is sealed in `stored` to a new file. @returns and throws as `decryptTo` */
export async function decryptSealed(
  path: string,
  sealed: SealedImage,
  stored: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const file = await open(path, 'wx', 0o600);
  return decryptTo(file, sealed, stored).finally(() => file.close());
}

/**
 * Decrypts the file that is sealed in `stored`. @returns false if the result isn't the file that was received
 * @throws where it can't be read or written
 */
async function decryptTo(
  file: FileHandle,
  { id, sha256, byteCount, fileKey }: SealedImage,
  stored: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  const source = watchSource(stored);
  const hash = createHash('sha256');
  let head: Uint8Array = versionEnvelope(id);
  let bytesLeft = byteCount;
  try {
    const plain = await decrypter.decrypt(toWebStream(Readable.from(source.bytes(), { objectMode: false })));
    for await (const chunk of fromWebStream(plain)) {
      const headBytes = Math.min(head.byteLength, chunk.byteLength);
      if (Buffer.compare(chunk.subarray(0, headBytes), head.subarray(0, headBytes)) !== 0) return false;
      head = head.subarray(headBytes);
      const piece = chunk.subarray(headBytes);
      bytesLeft -= piece.byteLength;
      if (bytesLeft < 0) return false;
      hash.update(piece);
      await file.writeFile(piece);
    }
  } catch (error) {
    // Every other error is the cipher's refusal of changed bytes.
    if (source.hasFailed() || isDiskFull(error)) throw error;
    return false;
  }
  return head.byteLength === 0 && bytesLeft === 0 && hash.digest('hex') === sha256;
}

/** Wraps the stored bytes, and records whether reading them failed, as opposed to decrypting them. */
function watchSource(stored: AsyncIterable<Uint8Array>) {
  let failed = false;
  async function* bytes() {
    try {
      yield* stored;
    } catch (error) {
      failed = true;
      throw error;
    }
  }
  return { bytes, hasFailed: () => failed };
}
