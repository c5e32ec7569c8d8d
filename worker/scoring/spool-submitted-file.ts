import { ObjectChanged, objectKeys } from '@/adapters/object-store/object-store';
import { type SpooledFile, spoolFile } from '@/adapters/spool-file';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * A submission's accepted file, as a private file of the scorer. The stored object could have been replaced since, so all further
 * reads use this copy. The caller removes it.
 * @throws ObjectChanged when its hash differs from the recorded one, and as soon as it is longer
 */
export async function spoolSubmittedFile(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  submissionId: string,
  accepted: { sha256: string; byteCount: number },
): Promise<SpooledFile> {
  const key = objectKeys.submission(submissionId);
  const { stream } = await objects.open(key);
  const spooled = await spoolFile(stopBeyond(accepted.byteCount, stream, key));
  if (spooled.sha256 === accepted.sha256) return spooled;
  await spooled.remove();
  throw new ObjectChanged(key);
}

async function* stopBeyond(
  byteCountMax: number,
  bytes: AsyncIterable<Uint8Array>,
  key: string,
): AsyncGenerator<Uint8Array> {
  let byteCount = 0;
  for await (const chunk of bytes) {
    byteCount += chunk.byteLength;
    if (byteCount > byteCountMax) throw new ObjectChanged(key);
    yield chunk;
  }
}
