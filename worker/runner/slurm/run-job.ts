import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findContainerEngine } from '../container/find-engine';
import { runContainer } from '../container/run-container';
import { testEngine } from '../container/self-test/test-engine';
import { testOncePerBoot } from '../self-test/test-once-per-boot';
import { readJob, writeResult } from './job-folder';

/** Runs the container of a job's folder on this node, and writes its result there. Slurm runs it. */
export async function runJob(jobFolder: string): Promise<void> {
  try {
    await runContainerOf(jobFolder);
  } catch (error) {
    writeResult(jobFolder, { platform: error instanceof Error ? error.message : 'the job failed' });
  }
}

async function runContainerOf(jobFolder: string): Promise<void> {
  const { engine: kind, image, inputName, input, limits, faultsAs, nodesFolder } = readJob(jobFolder);
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
  // On the node's own disk: the shared one is slower, and users whom a run borrows may not enter it.
  const workFolder = mkdtempSync(join(tmpdir(), 'tidemark-job-'));
  chmodSync(workFolder, 0o711);
  try {
    const ran = await runContainer(
      { image, input: { name: inputName, bytes: input }, limits, faultsAs, workFolder },
      engine,
    );
    if (!ran.ok) return writeResult(jobFolder, { fault: ran.error });
    const { output, record } = ran.value;
    writeResult(jobFolder, { predictions: output.name, record, bytes: output.bytes });
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}
