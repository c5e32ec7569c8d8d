import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuse } from '@/lib/core/result';
import type { StoredFiles } from '../container-runner';
import type { ContainerOutcome } from './container-result';
import type { ContainerWork, SealedImage, TrainWork } from './container-work';
import { decryptSealed } from './decrypt-sealed';
import type { ContainerEngine } from './find-engine';
import { unpackModel } from './model-archive';
import { runContainer } from './run-container';
import { trainContainer } from './train-container';
import type { TrainOutcome } from './train-result';
import { writeTrainingInputs } from './training-inputs';

/**
 * Fetches the ciphertexts of an image and of its model, decrypts them and runs the image.
 * @throws for faults of the platform: it may be tried again
 */
export const runSealedImage = (
  { artefact, state, ...work }: ContainerWork,
  engine: ContainerEngine,
  stored: StoredFiles,
  signal?: AbortSignal,
): Promise<ContainerOutcome> =>
  inFolder(async (folder) => {
    const { image, model, workFolder } = pathsIn(folder);
    const isSame =
      (await decryptSealed(image, artefact, await stored.openImage())) &&
      (!state || (await openModel(model, state, stored)));
    if (!isSame) return refuse({ code: 'artefact_changed' });
    const request = { ...work, image, workFolder, ...(state ? { model } : {}) };
    return runContainer(request, engine, signal);
  });

/**
 * Fetches an image, its last model and the rounds, trains it and hands over what it wrote.
 * @throws for faults of the platform: it may be tried again
 */
export const trainSealedImage = (
  { artefact, state, limits, ...work }: TrainWork,
  engine: ContainerEngine,
  stored: StoredFiles,
  { putModel, signal }: { putModel: (archive: string) => Promise<void>; signal?: AbortSignal },
): Promise<TrainOutcome> =>
  inFolder(async (folder) => {
    const { image, input, model: previous, archive, workFolder } = pathsIn(folder);
    const isSame =
      (await decryptSealed(image, artefact, await stored.openImage())) &&
      (!state || (await openModel(previous, state, stored))) &&
      (await writeTrainingInputs(input, work, stored));
    if (!isSame) return { outcome: refuse({ code: 'artefact_changed' }), tookMs: 0, log: '' };
    const folders = { input, ...(state ? { previous } : {}) };
    const trained = await trainContainer({ image, folders, limits, archive, workFolder }, engine, signal);
    if (trained.outcome.ok) await putModel(archive);
    return trained;
  });

/** Decrypts a model and unpacks it. @returns false where it isn't the stored one */
async function openModel(folder: string, state: SealedImage, stored: StoredFiles): Promise<boolean> {
  const archive = `${folder}.tar`;
  if (!(await decryptSealed(archive, state, await stored.openState()))) return false;
  await unpackModel(archive, folder);
  await rm(archive);
  return true;
}

const pathsIn = (folder: string) => ({
  image: join(folder, 'image'),
  input: join(folder, 'input'),
  model: join(folder, 'model'),
  archive: join(folder, 'written.tar'),
  workFolder: join(folder, 'work'),
});

const folderPrefix = 'tidemark-image-';

/** Works in a new folder, which is removed then. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  try {
    // The user who unpacks has to pass through; only this one may read the image.
    chmodSync(folder, 0o711);
    mkdirSync(join(folder, 'work'));
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the images of runners that were killed. */
export async function removeLeftImages(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^tidemark-image-(\d+)-/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
