import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { objectStoreCodes } from '@/adapters/object-store/object-store';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, type SpooledFile, toWebStream } from '@/adapters/spool-file';
import { webPlatform } from '@/adapters/web-platform';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { versionEnvelope } from '@/lib/core/model/model-version';

/**
 * The id of a model version or dry run to which an artefact (model file or image) belongs, and the artefact's key in the object
 * store.
 */
export type ArtefactPlace = { readonly id: string; readonly key: string };

/**
 * A container image that was stored while it was uploaded. No row refers to it yet, so the caller deletes it unless a
 * submission or dry run is stored.
 */
export type StoredImage = {
  readonly place: ArtefactPlace;
  readonly sha256: string;
  readonly byteCount: number;
};

/** An uploaded artefact and its kind: a model file on the disk of this machine, or an image that is stored already. */
export type SentArtefact = { readonly kind: ArtefactKind; readonly file: SpooledFile | StoredImage };

/** Stores an uploaded model file, encrypted to the scorer. */
export const storeArtefact = (file: Pick<SpooledFile, 'path'>, place: ArtefactPlace): Promise<void> =>
  sealArtefact(createReadStream(file.path), place);

/**
 * Stores a container image, encrypted to the scorer, while it is uploaded: it is too large for memory and needn't be on this
 * machine's disk. Only its length and its hash are computed here.
 * @throws an error of a full disk as soon as space is short, so that one image doesn't use up the rest
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

/**
 * Passes chunks on to the object store, and checks the free disk space meanwhile. @throws an error of a full disk as soon as
 * space is short
 */
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

/**
 * Encrypts an artefact to the scorer, together with the id of its version or dry run, so that it can't be passed off as another
 * one's.
 */
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
