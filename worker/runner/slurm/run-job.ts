import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFolder } from '../container/copy-folder';
import { type ContainerEngine, findContainerEngine } from '../container/find-engine';
import { unpackModel } from '../container/model-archive';
import { runContainer } from '../container/run-container';
import { testEngine } from '../container/self-test/test-engine';
import { trainContainer } from '../container/train-container';
import { testOncePerBoot } from '../self-test/test-once-per-boot';
import {
  type JobRequest,
  type JobResult,
  nameWritten,
  readInput,
  readRequest,
  writeResult,
} from './job-folder';

/**
 * Runs the container of a job's folder on this cluster node, and writes the result into the folder. Slurm
 * starts this function.
 */
export async function runJob(jobFolder: string): Promise<void> {
  try {
    writeResult(jobFolder, await runRequest(jobFolder, readRequest(jobFolder)));
  } catch (error) {
    writeResult(jobFolder, { platform: error instanceof Error ? error.message : 'the job failed' });
  }
}

async function runRequest(
  jobFolder: string,
  { engine: kind, image, work, nodesFolder }: JobRequest,
): Promise<JobResult> {
  const engine = await findHoldingEngine(kind, nodesFolder);
  // The folder is on the node's own disk: the shared disk is slower, and users whose ids runs borrow may not
  // have access to it.
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-job-'));
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'work'));
  try {
    const own = { image, folder, jobFolder };
    return work.kind === 'predict' ? await predict(work, own, engine) : await train(work, own, engine);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Finds a container engine on this node. @throws if the node has none that passes the self-test */
async function findHoldingEngine(kind: JobRequest['engine'], nodesFolder: string): Promise<ContainerEngine> {
  const engine = await findContainerEngine(kind);
  if (!engine) throw new Error(`${hostname()} has no ${kind}, umoci or util-linux`);
  const failed = await testOncePerBoot(
    { name: 'containers', fingerprint: engine.fingerprint, folder: join(nodesFolder, hostname()) },
    () => testEngine(engine),
  );
  if (failed.length > 0)
    throw new Error(
      `the containers of ${hostname()} don’t hold: ${failed.map(({ trial }) => trial).join(', ')}`,
    );
  return engine;
}

type Own = { readonly image: string; readonly folder: string; readonly jobFolder: string };
type WorkOf<Kind> = Extract<JobRequest['work'], { kind: Kind }>;

async function predict(
  { inputName, model: archive, limits, faultsAs }: WorkOf<'predict'>,
  { image, folder, jobFolder }: Own,
  engine: ContainerEngine,
): Promise<JobResult> {
  const model = join(folder, 'model');
  if (archive !== undefined) await unpackModel(archive, model);
  const input = { name: inputName, bytes: readInput(jobFolder) };
  const request = { image, input, limits, faultsAs, workFolder: join(folder, 'work') };
  const ran = await runContainer(archive === undefined ? request : { ...request, model }, engine);
  if (!ran.ok) return { fault: ran.error };
  const file = nameWritten();
  writeFileSync(join(jobFolder, file), ran.value.output.bytes, { mode: 0o600 });
  return { predictions: ran.value.output.name, file, record: ran.value.record };
}

async function train(
  { input, previous: last, limits }: WorkOf<'train'>,
  { image, folder, jobFolder }: Own,
  engine: ContainerEngine,
): Promise<JobResult> {
  const previous = join(folder, 'previous');
  if (last !== undefined) await unpackModel(last, previous);
  const folders = {
    input: await copyFolder(input, join(folder, 'input')),
    ...(last === undefined ? {} : { previous }),
  };
  const archive = join(folder, 'written.tar');
  const request = { image, folders, limits, archive, workFolder: join(folder, 'work') };
  const { outcome, tookMs, log } = await trainContainer(request, engine);
  if (!outcome.ok) return { fault: outcome.error, tookMs, log };
  const file = nameWritten();
  await copyFile(archive, join(jobFolder, file));
  return { ...outcome.value, file, tookMs, log };
}
