import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { provideCluster } from '@/testing/provide-cluster';
import { findTestEngine } from '@/testing/provide-containers';
import { hasSlurm } from '@/testing/provide-slurm';
import { honestPerl } from '../container/testing/perl-image';
import { folderOfJobs, nameJob } from './job-folder';
import { removeJob, runOnSlurm } from './run-on-slurm';
import { askOfCluster } from './testing/perl-jobs';

const canRun = hasSlurm() && (await findTestEngine('runsc')) !== undefined;

describe.skipIf(!canRun)('run as a Slurm job', { timeout: 120_000 }, () => {
  const { slurm, cluster } = provideCluster();

  const lease = (fence = 1) => ({ runId: randomUUID(), fence });

  it('returns the container’s predictions, and leaves no job and no folder', async () => {
    const run = lease();
    const ran = await runOnSlurm(run, askOfCluster(cluster.writeImage(honestPerl)), cluster.engine);
    if (!ran.ok) throw new Error(ran.error.text);
    const { output, record } = ran.value;
    expect([output.name, Buffer.from(output.bytes).toString()]).toEqual([
      'predictions.csv',
      'id,prediction\na,0.428571428571429\nb,0.571428571428571\n',
    ]);
    expect(record).toMatchObject({ engine: 'runsc', imageDigest: expect.stringMatching(/^sha256:/) });
    removeJob(run, cluster.engine);
    expect(readdirSync(folderOfJobs(cluster.folder))).toEqual([]);
    await expect
      .poll(() => slurm.listEnded(), { timeout: 20_000 })
      .toEqual([{ name: nameJob(cluster.folder, run), state: 'COMPLETED' }]);
  });

  it('ends as job_cancelled if a user cancels its job, and cancels the job if its result isn’t needed any more', async () => {
    const engine = cluster.withScript('sleep 600');
    const cancelled = lease();
    const running = runOnSlurm(cancelled, askOfCluster('none'), engine);
    const name = nameJob(cluster.folder, cancelled);
    await expect
      .poll(() => slurm.run('squeue', '--noheader', '--format=%j'), { timeout: 20_000 })
      .toContain(name);
    await slurm.run('scancel', `--name=${name}`);
    await expect(running).rejects.toMatchObject({ code: 'job_cancelled' });

    const unwanted = new AbortController();
    const other = runOnSlurm(lease(), askOfCluster('none'), engine, unwanted.signal);
    await sleep(2_000);
    unwanted.abort();
    await expect(other).rejects.toThrow(/abort/i);
    await expect.poll(() => slurm.run('squeue', '--noheader'), { timeout: 30_000 }).toBe('');
    expect(readdirSync(folderOfJobs(cluster.folder))).toEqual([]);
  });
});
