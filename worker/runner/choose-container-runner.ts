import type pino from 'pino';
import type { RunnerEnvironment } from '@/adapters/environment';
import type { EngineKind } from './container/compose-bundle';
import { type ContainerEngine, findContainerEngine } from './container/find-engine';
import { removeLeftImages, runSealedImage, trainSealedImage } from './container/run-sealed-image';
import { testEngine } from './container/self-test/test-engine';
import type { ContainerRunner } from './container-runner';
import { testOncePerBoot } from './self-test/test-once-per-boot';
import { findSlurmEngine } from './slurm/run-on-slurm';
import { onSlurm } from './slurm/run-sealed-on-slurm';

export const onThisMachine = (engine: ContainerEngine): ContainerRunner => ({
  run: (_lease, work, stored, signal) => runSealedImage(work, engine, stored, signal),
  train: (_lease, work, stored, options) => trainSealedImage(work, engine, stored, options),
  forget: async () => {},
  async listLeft() {
    await removeLeftImages();
    return [];
  },
});

/**
 * Finds what runs containers; a runner without one that passes its own test asks for models alone.
 * @param folder the runner's own folder, which all nodes of a cluster have to see
 */
export async function chooseContainerRunner(
  kind: RunnerEnvironment['TIDEMARK_RUNNER_CONTAINERS'],
  folder: string | undefined,
  log: pino.Logger,
): Promise<ContainerRunner | undefined> {
  if (kind === 'none') return undefined;
  if (kind !== 'slurm') return findTestedEngine(kind, folder, log);
  if (folder === undefined) throw new Error('Containers on Slurm need --folder, which all nodes see.');
  // Each node tests its own engine, before its first container.
  const slurm = findSlurmEngine('runsc', folder);
  if (!slurm) throw new Error('Slurm’s commands are missing: sbatch, squeue, scontrol and scancel.');
  return onSlurm(slurm);
}

async function findTestedEngine(
  kind: EngineKind,
  folder: string | undefined,
  log: pino.Logger,
): Promise<ContainerRunner | undefined> {
  const engine = await findContainerEngine(kind);
  if (!engine) {
    log.warn({ engine: kind }, 'there is no engine for containers, so that this runner gets models alone');
    return undefined;
  }
  const tested = { name: 'containers', fingerprint: engine.fingerprint, folder } as const;
  const failed = await testOncePerBoot(tested, () => testEngine(engine));
  if (failed.length === 0) return onThisMachine(engine);
  log.error({ failed }, 'the engine for containers does not hold, so that this runner gets models alone');
  return undefined;
}
