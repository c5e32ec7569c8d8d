import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { objectStoreCodes } from '@/adapters/object-store/object-store';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, type SpooledFile, toWebStream } from '@/adapters/spool-file';
import { webPlatform } from '@/adapters/web-platform';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { versionEnvelope } from '@/lib/core/model/model-version';

/** The place of an artefact's file: the id of its version or dry run, and its key in the object store. */
export type ArtefactPlace = { readonly id: string; readonly key: string };

/** An image that was stored while it arrived. Nothing refers to it yet: the caller deletes it, unless something does. */
export type StoredImage = {
  readonly place: ArtefactPlace;
  readonly sha256: string;
  readonly byteCount: number;
};

/** An artefact's file with its kind: a model, which has arrived on this machine's disk, or a stored image. */
export type SentArtefact = { readonly kind: ArtefactKind; readonly file: SpooledFile | StoredImage };

/** Stores a model's file that has arrived. */
export const storeArtefact = (file: Pick<SpooledFile, 'path'>, place: ArtefactPlace): Promise<void> =>
  sealArtefact(createReadStream(file.path), place);

/**
 * Stores a container image while it arrives: it is too large for the memory, and needs no place on this machine's disk. Nothing of
 * it is read here but its length and its hash.
 * @throws an error of a full disk as soon as space is short, so that one image doesn't take the last of it
 */
export async function storeImage(
  bytes: AsyncIterable<Uint8Array>,
  place: ArtefactPlace,
): Promise<StoredImage> {
  const hash = createHash('sha256');
  let byteCount = 0;
  async function* counted() {
    for await (const chunk of whileSpace(bytes)) {
      hash.update(chunk);
      byteCount += chunk.byteLength;
      yield chunk;
    }
  }
  await sealArtefact(counted(), place);
  return { place, sha256: hash.digest('hex'), byteCount };
}

const checkSpaceBytes = 64 * 1024 ** 2;

/** Passes on bytes for the object store. @throws an error of a full disk as soon as space is short */
export async function* whileSpace(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let uncheckedBytes = 0;
  for await (const chunk of bytes) {
    uncheckedBytes += chunk.byteLength;
    if (uncheckedBytes > checkSpaceBytes) {
      uncheckedBytes = 0;
      if (await webPlatform().space.isShort()) throw new SpaceShort();
    }
    yield chunk;
  }
}

class SpaceShort extends Error {
  readonly code = objectStoreCodes.full;
}

/** Encrypts an artefact to the scorer together with the id of its version or run, so that the scorer alone can read it. */
async function sealArtefact(bytes: AsyncIterable<Uint8Array>, { id, key }: ArtefactPlace): Promise<void> {
  const { objects, environment } = webPlatform();
  const enveloped = async function* () {
    yield versionEnvelope(id);
    yield* bytes;
  };
  const plain = toWebStream(Readable.from(enveloped(), { objectMode: false }));
  const sealed = await sealToScorer(environment.SCORER_RECIPIENT, plain);
  await objects.put(key, fromWebStream(sealed), { once: true });
}
