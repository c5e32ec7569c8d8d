import { objectKeys } from '@/adapters/object-store/object-store';
import type { SealedImage } from '../runner/container/container-work';
import type { ScorerPlatform } from '../scorer-platform';

/** A stored image: its key, the id of its version or dry run, and its hash and size as received. */
export type StoredImage = {
  readonly key: string;
  readonly id: string;
  readonly sha256: string;
  readonly byteCount: number;
};

/** The header of an age file with one recipient has about 200 bytes. */
const headerBytesMax = 4_096;

/** An image with the key of its file, for who runs it. @throws where the file isn't encrypted to this scorer */
export async function openSealedImage(
  { objects, identity }: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { key, ...image }: StoredImage,
): Promise<SealedImage> {
  const { stream } = await objects.open(key);
  const pieces: AsyncIterable<Uint8Array> = stream;
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of pieces) {
    chunks.push(chunk);
    byteCount += chunk.byteLength;
    if (byteCount >= headerBytesMax) break;
  }
  const fileKey = await identity.openFileKey(Buffer.concat(chunks).subarray(0, headerBytesMax));
  return { ...image, fileKey };
}

/** Lets the runner that gets the run fetch this image, and no other. Deleted with the run's other files. */
export async function allowArtefact(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  runId: string,
  { key }: Pick<StoredImage, 'key'>,
): Promise<void> {
  await objects.put(objectKeys.runArtefact(runId), singleChunk(Buffer.from(key)));
}

async function* singleChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
