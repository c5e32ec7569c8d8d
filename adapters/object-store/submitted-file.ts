import { pipeline, type Readable } from 'node:stream';
import { constants, createBrotliCompress, createBrotliDecompress } from 'node:zlib';
import { ObjectChanged, type ObjectStore, objectKeys } from './object-store';

/**
 * Quality 1 of Brotli (RFC 7932) stores a file of probabilities in 0.42 of its bytes, one of classes in 0.31; gzip's fastest level
 * takes 1.6 times as long for 0.46 and 0.33. Files that arrived compressed keep their size.
 */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** Stores a submission's file, compressed. The recorded hash and size are those of the bytes that were sent. */
export async function storeSubmittedFile(
  objects: Pick<ObjectStore, 'put'>,
  submissionId: string,
  file: Readable,
): Promise<void> {
  // `put` throws the error of either stream.
  const compressed = pipeline(file, createBrotliCompress(quality), () => {});
  await objects.put(objectKeys.submission(submissionId), compressed, { once: true });
}

/**
 * The bytes of a submission's file as they were sent. The caller compares their hash with the recorded one, since Brotli has no
 * checksum.
 * @param byteCount the recorded size: no byte beyond it is decompressed
 * @throws ObjectMissing, or ObjectChanged for stored bytes that are no compressed file or one that is longer than recorded
 */
export async function openSubmittedFile(
  objects: Pick<ObjectStore, 'open'>,
  submissionId: string,
  byteCount: number,
): Promise<AsyncIterable<Uint8Array>> {
  const key = objectKeys.submission(submissionId);
  const { stream } = await objects.open(key);
  return decompress(stream, { key, byteCount });
}

async function* decompress(
  stream: Readable,
  { key, byteCount }: { key: string; byteCount: number },
): AsyncGenerator<Uint8Array> {
  let readCount = 0;
  const bytes: AsyncIterable<Uint8Array> = pipeline(stream, createBrotliDecompress(), () => {});
  try {
    for await (const chunk of bytes) {
      readCount += chunk.byteLength;
      if (readCount > byteCount) throw new ObjectChanged(key);
      yield chunk;
    }
  } catch (cause) {
    throw isOfDecompressor(cause) ? new ObjectChanged(key) : cause;
  }
}

/** True for an error of the decompressor: the stream isn't Brotli, or ends too early. */
const isOfDecompressor = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && /^(ERR__ERROR_FORMAT_|Z_BUF_ERROR$)/.test(String(cause.code));
