import type { StoredModel } from '../models/open-stored-model';
import type { SealedImage } from '../runner/container/container-work';
import type { ScorerPlatform } from '../scorer-platform';

/** The header of an age file with one recipient has about 200 bytes. */
const headerBytesMax = 4_096;

/** An image with the key of its file, for who runs it. @throws where the file isn't encrypted to this scorer */
export async function openSealedImage(
  { objects, identity }: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { key, ...image }: StoredModel,
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
