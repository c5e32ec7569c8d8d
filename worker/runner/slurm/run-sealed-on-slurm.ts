import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '@/lib/core/result';
import type { SealedImage } from '../container/container-work';
import { decryptSealed } from '../container/decrypt-sealed';
import { writeTrainingInputs } from '../container/training-inputs';
import type { ContainerRunner, StoredFiles } from '../container-runner';
import { folderOfJob, isWritten, type JobLease, readRequest } from './job-folder';
import { removeJob, runOnSlurm, type SlurmEngine, sweepJobs, trainOnSlurm } from './run-on-slurm';

/** Runs the images of leases as Slurm jobs, with files in a folder that all nodes see. */
export function onSlurm(engine: SlurmEngine): ContainerRunner {
  const folder = join(engine.folder, 'files');
  const folderOf = ({ runId, fence }: JobLease) => join(folder, `${runId}-${fence}`);
  const removeFiles = (lease: JobLease) => rm(folderOf(lease), { recursive: true, force: true });
  const isTraining = (lease: JobLease) => {
    const jobFolder = folderOfJob(engine.folder, lease);
    return isWritten(jobFolder) && readRequest(jobFolder).work.kind === 'train';
  };

  /**
   * Fetches and decrypts the files of a lease. @returns their paths, or undefined if one isn't the stored
   * file
   */
  async function fetchFiles(
    lease: JobLease,
    write: (paths: ReturnType<typeof pathsIn>) => Promise<boolean>,
  ): Promise<ReturnType<typeof pathsIn> | undefined> {
    const paths = pathsIn(folderOf(lease));
    // If a killed runner left a job for this lease, its files are complete already.
    if (isWritten(folderOfJob(engine.folder, lease))) return paths;
    await removeFiles(lease);
    mkdirSync(folderOf(lease), { recursive: true, mode: 0o700 });
    if (await write(paths)) return paths;
    await removeFiles(lease);
    return undefined;
  }

  async function withFilesOf<T>(lease: JobLease, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await removeFiles(lease);
      throw error;
    }
  }

  return {
    isHere: false,
    run: (lease, { artefact, trained, ...work }, stored, signal) =>
      withFilesOf(lease, async () => {
        const paths = await fetchFiles(lease, ({ image, model }) =>
          decryptBoth({ artefact, trained }, { image, model }, stored),
        );
        if (!paths) return refuse({ code: 'artefact_changed' });
        const needs = { cores: work.limits.cores, gpus: 0 };
        const model = trained && paths.model;
        return runOnSlurm(lease, { ...work, image: paths.image, model, needs }, engine, signal);
      }),
    train: (lease, { artefact, trained, limits, ...work }, stored, { putModel, signal }) =>
      withFilesOf(lease, async () => {
        const paths = await fetchFiles(
          lease,
          async ({ image, model, input }) =>
            (await decryptBoth({ artefact, trained }, { image, model }, stored)) &&
            (await writeTrainingInputs(input, work, stored)),
        );
        if (!paths) return { outcome: refuse({ code: 'artefact_changed' }), tookMs: 0, log: '' };
        const { image, input, model } = paths;
        const request = { image, input, previous: trained && model, limits };
        const needs = { cores: limits.cores, gpus: 0 };
        const { archive, ...ended } = await trainOnSlurm(lease, { ...request, needs }, engine, signal);
        if (archive !== undefined) await putModel(archive);
        return ended;
      }),
    async forget(lease) {
      removeJob(lease, engine);
      await removeFiles(lease);
    },
    async listLeft(isOurs) {
      const kept = await sweepJobs(engine, isOurs);
      const left = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
      for (const path of left) if (!kept.map(folderOf).includes(path)) await rm(path, { recursive: true });
      return kept.map((lease) => ({ ...lease, isTraining: isTraining(lease) }));
    },
  };
}

const pathsIn = (folder: string) => ({
  image: join(folder, 'image'),
  model: join(folder, 'model.tar'),
  input: join(folder, 'input'),
});

/** Decrypts the image and the trained model. @returns false if one isn't the stored file */
async function decryptBoth(
  { artefact, trained }: { artefact: SealedImage; trained: SealedImage | undefined },
  paths: { readonly image: string; readonly model: string },
  stored: StoredFiles,
): Promise<boolean> {
  if (!(await decryptSealed(paths.image, artefact, await stored.openImage()))) return false;
  return !trained || decryptSealed(paths.model, trained, await stored.openTrained());
}
