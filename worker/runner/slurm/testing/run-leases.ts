import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { JobLease } from '../job-folder';
import { findSlurmEngine, removeJob, runOnSlurm, sweepJobs } from '../run-on-slurm';
import { askOfCluster } from './perl-jobs';

/**
 * A runner that is killed and started again: does the leases from 0 to a count, six at a time, and appends the predictions of each
 * to a file, as if that were the site. Arguments: the folder, the image, the count, the file.
 */
const [folder = '', image = '', count = '0', deliveredFile = ''] = process.argv.slice(2);

const leaseOf = (index: number): JobLease => ({
  runId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  fence: 1,
});

const delivered = existsSync(deliveredFile)
  ? readFileSync(deliveredFile, 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[0])
  : [];

const engine = findSlurmEngine('runsc', folder);
if (!engine) throw new Error('no Slurm');

const isOpen = ({ runId }: JobLease) => !delivered.includes(runId);

await sweepJobs(engine, async (lease) => isOpen(lease));

const open = Array.from({ length: Number(count) }, (_, index) => index).filter((index) =>
  isOpen(leaseOf(index)),
);

async function workInSlot(): Promise<void> {
  for (let index = open.shift(); index !== undefined; index = open.shift()) {
    const lease = leaseOf(index);
    const ran = await runOnSlurm(lease, askOfCluster(image, { rows: `run${index},1\n` }), engine!);
    const said = ran.ok ? Buffer.from(ran.value.output.bytes).toString() : ran.error.code;
    appendFileSync(deliveredFile, `${lease.runId} ${JSON.stringify(said)}\n`);
    removeJob(lease, engine!);
  }
}

await Promise.all(Array.from({ length: 6 }, workInSlot));
