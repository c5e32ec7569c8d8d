import { createHash } from 'node:crypto';
import { ObjectChanged } from '@/adapters/object-store/object-changed';
import { fromWebStream, toWebStream } from '@/adapters/web-stream';
import { versionEnvelope } from '@/lib/core/model/version-envelope';
import type { ScorerPlatform } from '../scorer-platform';

/** A file in the object store, of what it is, and as it was received. */
export type Artefact = { key: string; id: string; sha256: string; byteCount: number };

/**
 * A model's file, in memory: it never lies on a disk in the clear.
 * @throws ObjectChanged when it isn't the file that was received, and as soon as it is longer
 */
export async function openArtefact(
  { objects, identity }: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { key, id, sha256, byteCount }: Artefact,
): Promise<Uint8Array> {
  const { stream } = await objects.open(key);
  const plain = fromWebStream(await identity.openStream(toWebStream(stream)));
  const envelope = versionEnvelope(id);
  const whole = await gather(plain, envelope.length + byteCount);
  const file = whole?.subarray(envelope.length);
  const isSame =
    whole !== null &&
    Buffer.compare(whole.subarray(0, envelope.length), envelope) === 0 &&
    createHash('sha256').update(whole.subarray(envelope.length)).digest('hex') === sha256;
  if (!file || !isSame) throw new ObjectChanged(key);
  return file;
}

/** Null where there are more or fewer bytes. */
async function gather(bytes: AsyncIterable<Uint8Array>, byteCount: number): Promise<Uint8Array | null> {
  const whole = new Uint8Array(byteCount);
  let filled = 0;
  for await (const chunk of bytes) {
    if (filled + chunk.byteLength > byteCount) return null;
    whole.set(chunk, filled);
    filled += chunk.byteLength;
  }
  return filled === byteCount ? whole : null;
}
