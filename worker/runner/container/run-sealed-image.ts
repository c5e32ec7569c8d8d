import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { StoredFiles } from '../container-runner';
import type { RunFolder } from './compose-bundle';
import type { ContainerFault } from './container-fault';
import type { ArtefactChanged, ContainerOutcome } from './container-result';
import type { ContainerWork, SealedImage, TrainWork } from './container-work';
import { decryptSealed } from './decrypt-sealed';
import type { ContainerEngine } from './find-engine';
import { type ImageSource, makeTemporaryFolder, temporaryPrefix, type UnpackedImages } from './image-cache';
import { unpackModel } from './model-archive';
import { runUnpacked, withAllowedText } from './run-container';
import { trainUnpacked } from './train-container';
import type { TrainOutcome } from './train-result';
import { writeTrainingInputs } from './training-inputs';
import { type UnpackedImage, unpackImage } from './unpack-image';

type Machine = { readonly engine: ContainerEngine; readonly images: UnpackedImages };

/**
 * Runs a stored image with the model of its last training. The image is fetched, decrypted and unpacked
 * unless it is cached. @throws for faults of the platform, after which the run may be tried again
 */
export const runSealedImage = (
  { artefact, trained, isHidden, ...work }: ContainerWork,
  machine: Machine,
  stored: StoredFiles,
  signal?: AbortSignal,
): Promise<ContainerOutcome> =>
  inFolder(async (folder) => {
    const model = join(folder, 'model');
    if (trained && !(await openModel(model, trained, stored))) return changed;
    const source = { artefact, limits: work.limits, mounted: trained ? (['model'] as const) : [], isHidden };
    const outcome = await usingImage(source, machine, stored, async (image) => {
      signal?.throwIfAborted();
      return runUnpacked(image, { ...work, ...(trained ? { model } : {}) }, machine.engine, signal);
    });
    if (outcome.ok || outcome.error.code === 'artefact_changed') return outcome;
    return refuse(withAllowedText(outcome.error, work.faultsAs));
  });

/**
 * Trains a stored image on revealed rounds and its previous model, and passes the new model to the caller.
 * @throws for faults of the platform, after which the training may be tried again
 */
export const trainSealedImage = (
  { artefact, trained, limits, ...work }: TrainWork,
  machine: Machine,
  stored: StoredFiles,
  { putModel, signal }: { putModel: (archive: string) => Promise<void>; signal?: AbortSignal },
): Promise<TrainOutcome> =>
  inFolder(async (folder) => {
    const [input, previous, archive] = ['input', 'model', 'written.tar'].map((name) => join(folder, name));
    const isSame =
      (!trained || (await openModel(previous!, trained, stored))) &&
      (await writeTrainingInputs(input!, work, stored));
    if (!isSame) return { outcome: changed, tookMs: 0, log: '' };
    const mounted: RunFolder[] = trained ? ['model', 'previous'] : ['model'];
    const folders = { input: input!, ...(trained ? { previous: previous! } : {}) };
    const source = { artefact, limits: { ...limits, command: 'train' }, mounted, isHidden: false };
    const ended = await usingImage<TrainOutcome, never>(source, machine, stored, async (image) => {
      signal?.throwIfAborted();
      const request = { folders, limits, archive: archive! };
      return ok(await trainUnpacked(image, request, machine.engine, signal));
    });
    if (!ended.ok) return { outcome: ended, tookMs: 0, log: '' };
    if (ended.value.outcome.ok) await putModel(archive!);
    return ended.value;
  });

const changed = refuse({ code: 'artefact_changed' } as const);

/** Decrypts and unpacks a trained model. @returns false if it isn't the stored one */
async function openModel(folder: string, trained: SealedImage, stored: StoredFiles): Promise<boolean> {
  const archive = `${folder}.tar`;
  if (!(await decryptSealed(archive, trained, await stored.openTrained()))) return false;
  await unpackModel(archive, folder);
  await rm(archive);
  return true;
}

const usingImage = <T, Fault>(
  source: ImageSource & { readonly artefact: SealedImage },
  { engine, images }: Machine,
  stored: StoredFiles,
  use: (image: UnpackedImage) => Promise<Result<T, Fault>>,
): Promise<Result<T, Fault | ContainerFault | ArtefactChanged>> =>
  images.using<T, Fault | ContainerFault | ArtefactChanged>(
    source,
    (folder) =>
      inFolder(async (archiveFolder) => {
        const image = join(archiveFolder, 'image');
        if (!(await decryptSealed(image, source.artefact, await stored.openImage()))) return changed;
        return unpackImage(image, folder, source.limits, engine, source.mounted);
      }),
    use,
  );

/** Calls `work` with a new folder, and removes the folder afterwards. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = makeTemporaryFolder();
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the temporary image folders of runners that were killed. */
export async function removeLeftImages(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const [pid] = name.startsWith(temporaryPrefix) ? name.slice(temporaryPrefix.length).split('-') : [];
    if (pid && !existsSync(`/proc/${pid}`)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
