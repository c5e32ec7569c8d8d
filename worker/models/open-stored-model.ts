import { createHash } from 'node:crypto';
import { ObjectChanged } from '@/adapters/object-store/object-store';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { versionEnvelope } from '@/lib/core/model/model-version';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * A model's file in the object store, the id of its version or dry run, and its hash and size when it was
 * received.
 */
export type StoredModel = {
  key: string;
  id: string;
  sha256: string;
  byteCount: number;
  /** The model that the image's training wrote; absent for an image that wasn't trained. */
  trained?: StoredModel;
};

/**
 * Decrypts a model file in memory: it is never on a disk unencrypted. @throws ObjectChanged if the file isn't
 * the one that was received, and as soon as it is longer
 */
export async function openStoredModel(
  { objects, identity }: Pick<ScorerPlatform, 'objects' | 'identity'>,
  { key, id, sha256, byteCount }: StoredModel,
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

/** Collects exactly `byteCount` bytes; null if there are more or fewer. */
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
