import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '@/lib/core/result';
import { decryptImage } from '../container/run-sealed-image';
import type { ContainerRunner } from '../container-runner';
import { folderOfJob, isWritten, type JobLease } from './job-folder';
import { removeJob, runOnSlurm, type SlurmEngine, sweepJobs } from './run-on-slurm';

/** Runs the images of leases as Slurm jobs, from a folder that all nodes see. */
export function onSlurm(engine: SlurmEngine): ContainerRunner {
  const folder = join(engine.folder, 'images');
  const imageOf = ({ runId, fence }: JobLease) => join(folder, `${runId}-${fence}`);
  const removeImage = (lease: JobLease) => rm(imageOf(lease), { force: true });
  return {
    isHere: false,
    async run(lease, { artefact, ...work }, openStored, signal) {
      const image = imageOf(lease);
      // The job that a killed runner has left has its image already.
      if (!isWritten(folderOfJob(engine.folder, lease))) {
        await removeImage(lease);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!(await decryptImage(image, artefact, await openStored()))) {
          await removeImage(lease);
          return refuse({ code: 'artefact_changed' });
        }
      }
      try {
        const needs = { cores: work.limits.cores, gpus: 0 };
        return await runOnSlurm(lease, { ...work, image, needs }, engine, signal);
      } catch (error) {
        await removeImage(lease);
        throw error;
      }
    },
    async forget(lease) {
      removeJob(lease, engine);
      await removeImage(lease);
    },
    async listLeft(isOurs) {
      const kept = await sweepJobs(engine, isOurs);
      const images = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
      for (const image of images) if (!kept.map(imageOf).includes(image)) await rm(image);
      return kept;
    },
  };
}
