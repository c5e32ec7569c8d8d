import { Readable } from 'node:stream';
import { ObjectChanged } from '@/adapters/object-store/object-store';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { versionEnvelope } from '@/lib/core/model/model-version';
import type { StoredModel } from '../models/open-stored-model';
import type { SealedImage } from '../runner/container/container-work';
import type { ScorerPlatform } from '../scorer-platform';

/** Maximum size of an age file's header; with one recipient it has about 200 bytes. */
const headerBytesMax = 4_096;

/**
 * Returns an image with the key of its file, for the runner that runs it. The file's first bytes must be this
 * image's envelope: otherwise an attacker who controls the web process could put a test set in the image's
 * place, and have the key of its labels sent to a runner. @throws ObjectChanged if it isn't this image
 */
export async function openSealedImage(
  { objects, identity }: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { key, id, sha256, byteCount }: StoredModel,
): Promise<SealedImage> {
  const { stream } = await objects.open(key);
  const source: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  let hasFailed = false;
  const readNext = () =>
    source.next().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    });
  try {
    const beginning = await readBeginning(readNext);
    // Decrypts the bytes from which the key was read, instead of reading them again: the object may be
    // replaced at any time.
    async function* whole() {
      yield beginning;
      for (let next = await readNext(); !next.done; next = await readNext()) yield next.value;
    }
    const fileKey = await identity.openFileKey(beginning.subarray(0, headerBytesMax));
    const plain = await identity.openStream(toWebStream(Readable.from(whole(), { objectMode: false })));
    if (await beginsWith(fromWebStream(plain), versionEnvelope(id)))
      return { id, sha256, byteCount, fileKey };
  } catch (error) {
    // Every other error is the cipher's refusal of changed bytes.
    if (hasFailed) throw error;
  } finally {
    stream.destroy();
  }
  throw new ObjectChanged(key);
}

async function readBeginning(readNext: () => Promise<IteratorResult<Uint8Array>>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let byteCount = 0; byteCount < headerBytesMax; ) {
    const next = await readNext();
    if (next.done) break;
    chunks.push(next.value);
    byteCount += next.value.byteLength;
  }
  return Buffer.concat(chunks);
}

async function beginsWith(bytes: AsyncIterable<Uint8Array>, wanted: Uint8Array): Promise<boolean> {
  let left = wanted;
  for await (const chunk of bytes) {
    const count = Math.min(left.byteLength, chunk.byteLength);
    if (Buffer.compare(chunk.subarray(0, count), left.subarray(0, count)) !== 0) return false;
    left = left.subarray(count);
    if (left.byteLength === 0) return true;
  }
  return false;
}
