import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { SlurmFault } from '../decide-job-end';
import type { JobLease } from '../job-folder';
import { findSlurmEngine, removeJob, runOnSlurm, type SlurmEngine, sweepJobs } from '../run-on-slurm';
import { askOfCluster } from './perl-jobs';

/**
 * A runner that tests kill and start again: it does the leases from 0 to a count, six at a time, and appends
 * the predictions of each to a file, which replaces the site. Arguments: the folder, the image, the count,
 * the file.
 */
const [folder = '', image = '', count = '0', deliveredFile = ''] = process.argv.slice(2);

const runIdOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const delivered = existsSync(deliveredFile)
  ? readFileSync(deliveredFile, 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[0])
  : [];

const engine = findSlurmEngine('runsc', folder);
if (!engine) throw new Error('no Slurm');

const isOpen = (runId: string) => !delivered.includes(runId);

const left = await sweepJobs(engine, async ({ runId }) => isOpen(runId));

const open = Array.from({ length: Number(count) }, (_, index) => index).filter((index) =>
  isOpen(runIdOf(index)),
);

async function workInSlot(engine: SlurmEngine): Promise<void> {
  for (let index = open.shift(); index !== undefined; index = open.shift()) {
    const runId = runIdOf(index);
    const kept = left.find((lease) => lease.runId === runId);
    await deliver(engine, { runId, fence: kept?.fence ?? 1 }, `run${index},1\n`);
  }
}

/**
 * Runs a lease until it has a result. A job that the cluster loses is tried again under the next fence, as
 * another lease would.
 */
async function deliver(engine: SlurmEngine, lease: JobLease, rows: string): Promise<void> {
  try {
    const ran = await runOnSlurm(lease, askOfCluster(image, { rows }), engine);
    const said = ran.ok ? Buffer.from(ran.value.output.bytes).toString() : ran.error.code;
    appendFileSync(deliveredFile, `${lease.runId} ${JSON.stringify(said)}\n`);
    removeJob(lease, engine);
  } catch (error) {
    if (!(error instanceof SlurmFault)) throw error;
    await deliver(engine, { ...lease, fence: lease.fence + 1 }, rows);
  }
}

await Promise.all(Array.from({ length: 6 }, () => workInSlot(engine)));
