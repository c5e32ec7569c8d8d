import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

export type ComparedBytes = {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** True if the whole object is the recorded one. Reads the rest of `bytes`, and closes the stream. */
  isSame: () => Promise<boolean>;
};

/**
 * An object's bytes, hashed while they are read, so that one pass suffices. A reader may stop early; results count only once
 * `isSame` is true.
 * @param byteCountMax no recorded object is longer; later bytes are not read
 */
export function compareBytes(
  stream: Readable,
  { sha256, byteCountMax }: { sha256: string; byteCountMax: number },
): ComparedBytes {
  const hash = createHash('sha256');
  const chunks: AsyncIterator<Uint8Array, undefined> = stream[Symbol.asyncIterator]();
  let byteCount = 0;
  const take = async (): Promise<Uint8Array | undefined> => {
    if (byteCount > byteCountMax) return undefined;
    const { value } = await chunks.next();
    if (value) hash.update(value);
    byteCount += value?.byteLength ?? 0;
    return value;
  };
  async function* takeAll(): AsyncGenerator<Uint8Array> {
    for (let chunk = await take(); chunk; chunk = await take()) yield chunk;
  }
  return {
    bytes: takeAll(),
    async isSame() {
      try {
        while (await take());
      } finally {
        stream.destroy();
      }
      return byteCount <= byteCountMax && hash.digest('hex') === sha256;
    },
  };
}
