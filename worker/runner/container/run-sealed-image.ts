import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import { isDiskFull } from '@/adapters/faults';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { versionEnvelope } from '@/lib/core/model/model-version';
import { type Result, refuse } from '@/lib/core/result';
import type { ContainerFault } from './container-fault';
import type { ContainerLimits } from './container-limits';
import type { ArtefactChanged, ContainerOutcome } from './container-result';
import type { ContainerWork, SealedImage } from './container-work';
import type { ContainerEngine } from './find-engine';
import { makeTemporaryFolder, temporaryPrefix, type UnpackedImages } from './image-cache';
import { type ContainerRun, only, runUnpacked } from './run-container';
import { type UnpackedImage, unpackImage } from './unpack-image';

/**
 * Runs a stored image, which is fetched, decrypted and unpacked where that wasn't done before.
 * @param openStored the stored object as it is, encrypted
 * @throws for faults of the platform: it may be tried again
 */
export async function runSealedImage(
  { artefact, ...work }: ContainerWork,
  { engine, images }: { readonly engine: ContainerEngine; readonly images: UnpackedImages },
  openStored: () => Promise<AsyncIterable<Uint8Array>>,
  signal?: AbortSignal,
): Promise<ContainerOutcome> {
  const { limits, faultsAs } = work;
  const outcome = await images.using<ContainerRun, ContainerFault | ArtefactChanged>(
    { artefact, limits },
    (folder) => unpackSealed(artefact, { folder, limits, engine }, openStored),
    async (image) => {
      signal?.throwIfAborted();
      return runUnpacked(image, work, engine, signal);
    },
  );
  if (outcome.ok || outcome.error.code === 'artefact_changed') return outcome;
  return refuse(only(outcome.error, faultsAs));
}

async function unpackSealed(
  artefact: SealedImage,
  { folder, limits, engine }: { folder: string; limits: ContainerLimits; engine: ContainerEngine },
  openStored: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<Result<UnpackedImage, ContainerFault | ArtefactChanged>> {
  const archiveFolder = makeTemporaryFolder();
  try {
    const image = join(archiveFolder, 'image');
    if (!(await decryptImage(image, artefact, await openStored())))
      return refuse({ code: 'artefact_changed' });
    return await unpackImage(image, folder, limits, engine);
  } finally {
    await rm(archiveFolder, { recursive: true, force: true });
  }
}

/** Removes the images of runners that were killed. */
export async function removeLeftImages(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const [pid] = name.startsWith(temporaryPrefix) ? name.slice(temporaryPrefix.length).split('-') : [];
    if (pid && !existsSync(`/proc/${pid}`)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Writes the image that is sealed in `stored` to a new file. @returns and throws as `decryptTo` */
export async function decryptImage(
  path: string,
  artefact: SealedImage,
  stored: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const file = await open(path, 'wx', 0o600);
  return decryptTo(file, artefact, stored).finally(() => file.close());
}

/**
 * Writes the image that is sealed in `stored`.
 * @returns false where it isn't the one received
 * @throws where it can't be read or written
 */
async function decryptTo(
  file: FileHandle,
  { id, sha256, byteCount, fileKey }: SealedImage,
  stored: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  const source = watchSource(stored);
  const hash = createHash('sha256');
  let head: Uint8Array = versionEnvelope(id);
  let bytesLeft = byteCount;
  try {
    const plain = await decrypter.decrypt(toWebStream(Readable.from(source.bytes(), { objectMode: false })));
    for await (const chunk of fromWebStream(plain)) {
      const headBytes = Math.min(head.byteLength, chunk.byteLength);
      if (Buffer.compare(chunk.subarray(0, headBytes), head.subarray(0, headBytes)) !== 0) return false;
      head = head.subarray(headBytes);
      const piece = chunk.subarray(headBytes);
      bytesLeft -= piece.byteLength;
      if (bytesLeft < 0) return false;
      hash.update(piece);
      await file.writeFile(piece);
    }
  } catch (error) {
    // Everything else is the cipher's refusal.
    if (source.hasFailed() || isDiskFull(error)) throw error;
    return false;
  }
  return head.byteLength === 0 && bytesLeft === 0 && hash.digest('hex') === sha256;
}

/** The bytes, and whether reading them failed, as opposed to decrypting them. */
function watchSource(stored: AsyncIterable<Uint8Array>) {
  let failed = false;
  async function* bytes() {
    try {
      yield* stored;
    } catch (error) {
      failed = true;
      throw error;
    }
  }
  return { bytes, hasFailed: () => failed };
}
