import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type pino from 'pino';
import type { RunnerEnvironment } from '@/adapters/environment';
import { describeFault } from '@/adapters/faults';
import type { EngineKind } from './container/compose-bundle';
import { type ContainerEngine, findContainerEngine } from './container/find-engine';
import { openImageCache, type UnpackedImages, uncachedImages } from './container/image-cache';
import { removeLeftImages, runSealedImage, trainSealedImage } from './container/run-sealed-image';
import { testEngine } from './container/self-test/test-engine';
import type { ContainerRunner } from './container-runner';
import { testOncePerBoot } from './self-test/test-once-per-boot';
import { findSlurmEngine } from './slurm/run-on-slurm';
import { onSlurm } from './slurm/run-sealed-on-slurm';

export const onThisMachine = (
  engine: ContainerEngine,
  images: UnpackedImages = uncachedImages,
): ContainerRunner => ({
  isHere: true,
  run: (_lease, work, stored, signal) => runSealedImage(work, { engine, images }, stored, signal),
  train: (_lease, work, stored, options) => trainSealedImage(work, { engine, images }, stored, options),
  forget: async () => {},
  async listLeft() {
    await removeLeftImages();
    return [];
  },
});

export type ContainerSettings = {
  readonly kind: RunnerEnvironment['TIDEMARK_RUNNER_CONTAINERS'];
  /** The runner's own folder; on a cluster all nodes must be able to read it. */
  readonly folder: string | undefined;
  /**
   * Maximum total size in gibibytes of the unpacked images in the runner's folder; by default
   * `cachedBytesMax` or a quarter of the disk.
   */
  readonly imagesGb: number | undefined;
};

/**
 * Finds an engine that runs containers. A runner whose engines all fail their self-test, or that has none,
 * asks the site only for ONNX models.
 */
export async function chooseContainerRunner(
  settings: ContainerSettings,
  log: pino.Logger,
): Promise<ContainerRunner | undefined> {
  const { kind, folder } = settings;
  if (kind === 'none') return undefined;
  if (kind !== 'slurm') {
    const engine = await findTestedEngine(kind, folder, log);
    return engine && onThisMachine(engine, await openImages(settings, log));
  }
  if (folder === undefined) throw new Error('Containers on Slurm need --folder, which all nodes see.');
  // Each node of a Slurm cluster tests its own engine, before its first container.
  const slurm = findSlurmEngine('runsc', folder);
  if (!slurm) throw new Error('Slurm’s commands are missing: sbatch, squeue, scontrol and scancel.');
  return onSlurm(slurm);
}

async function findTestedEngine(
  kind: EngineKind,
  folder: string | undefined,
  log: pino.Logger,
): Promise<ContainerEngine | undefined> {
  const engine = await findContainerEngine(kind);
  if (!engine) {
    log.warn({ engine: kind }, 'there is no engine for containers, so that this runner gets models alone');
    return undefined;
  }
  const tested = { name: 'containers', fingerprint: engine.fingerprint, folder } as const;
  const failed = await testOncePerBoot(tested, () => testEngine(engine));
  if (failed.length === 0) return engine;
  log.error({ failed }, 'the engine for containers does not hold, so that this runner gets models alone');
  return undefined;
}

const gibibyte = 1024 ** 3;

const cachedBytesMax = 32 * gibibyte;

async function openImages(
  { folder, imagesGb }: ContainerSettings,
  log: pino.Logger,
): Promise<UnpackedImages> {
  if (folder === undefined || imagesGb === 0) return uncachedImages;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    const { bsize, blocks } = statfsSync(folder);
    const bytesMax =
      imagesGb === undefined ? Math.min(cachedBytesMax, (bsize * blocks) / 4) : imagesGb * gibibyte;
    const cache = await openImageCache(join(folder, 'unpacked'), bytesMax, log);
    if (cache) return cache;
    log.warn('another runner has this folder, so that this one unpacks an image for each run');
  } catch (error) {
    log.warn(describeFault(error), 'unpacked images can’t be kept, so that each run unpacks its own');
  }
  return uncachedImages;
}
