import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { provideCluster } from '@/testing/provide-cluster';
import { findTestEngine } from '@/testing/provide-containers';
import { onThisMachine } from '../choose-container-runner';
import { floatingPerl, honestPerl, manyCount, manyInputs } from '../container/testing/perl-image';
import { makeSiteOfOneRun, readRunOnLease } from '../container/testing/site-of-one-run';
import type { ContainerRunner } from '../container-runner';
import { nameJob } from './job-folder';
import { runOnSlurm } from './run-on-slurm';
import { onSlurm } from './run-sealed-on-slurm';
import { askOfCluster } from './testing/perl-jobs';

const { image: _, needs: __, ...onCluster } = askOfCluster('');
const asked = { ...onCluster, isHidden: true };

const predictions = 'id,prediction\na,0.428571428571429\nb,0.571428571428571\n';

describe('leased run of an image on a cluster', () => {
  const { slurm, cluster } = provideCluster();

  const listFiles = () =>
    ['jobs', 'files'].flatMap((name) =>
      readdirSync(join(cluster.folder, name)).map((file) => `${name}/${file}`),
    );
  const listJobs = () => slurm.run('squeue', '--noheader', '--format=%j');
  it('decrypts the image for its job, and leaves no file once its result is delivered', async () => {
    const site = await makeSiteOfOneRun(readFileSync(cluster.writeImage(honestPerl)), asked);
    expect(await readRunOnLease(site, onSlurm(cluster.engine))).toBe(predictions);
    expect(listFiles()).toEqual([]);
  });

  it('predicts the same bytes on a cluster and on this machine', async () => {
    const image = readFileSync(cluster.writeImage(floatingPerl));
    const engine = await findTestEngine('runsc');
    if (!engine) throw new Error('a cluster without runsc');
    const predictionsOf = async (containers: ContainerRunner) =>
      readRunOnLease(await makeSiteOfOneRun(image, { ...asked, input: manyInputs }), containers);
    const here = await predictionsOf(onThisMachine(engine));
    expect(here.split('\n')).toHaveLength(manyCount + 2);
    expect(await predictionsOf(onSlurm(cluster.engine))).toBe(here);
  });

  it('continues, with the same job, when its killed runner starts again', async () => {
    const lease = { runId: randomUUID(), fence: 1 };
    const image = cluster.writeImage(`sleep 6; ${honestPerl}`);
    // This runner counts as killed, so it never removes its job.
    const before = runOnSlurm(lease, askOfCluster(image), cluster.engine);
    const name = nameJob(cluster.folder, lease);
    await expect.poll(listJobs, { timeout: 20_000 }).toContain(name);
    const site = await makeSiteOfOneRun(readFileSync(image), asked, lease.runId);
    site.skipLease();
    expect(await readRunOnLease(site, onSlurm(cluster.engine))).toBe(predictions);
    // The first runner finds no job if the second has delivered the result before.
    await Promise.allSettled([before]);
    await expect.poll(listJobs, { timeout: 20_000 }).toBe('');
    expect(slurm.listEnded().filter((job) => job.name === name)).toEqual([{ name, state: 'COMPLETED' }]);
    expect(listFiles()).toEqual([]);
  });

  it('gets cancelled and its files removed by a runner that no longer has the lease', async () => {
    const lease = { runId: randomUUID(), fence: 1 };
    const running = runOnSlurm(lease, askOfCluster('none'), cluster.withScript('sleep 600'));
    writeFileSync(join(cluster.folder, 'files', `${lease.runId}-1`), 'an image');
    await expect.poll(listJobs, { timeout: 20_000 }).toContain(nameJob(cluster.folder, lease));
    expect(await onSlurm(cluster.engine).listLeft(async () => false)).toEqual([]);
    await expect(running).rejects.toMatchObject({ code: 'job_cancelled' });
    expect(listFiles()).toEqual([]);
  });
});
