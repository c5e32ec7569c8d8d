import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { provideCluster } from '@/testing/provide-cluster';
import { honestPerl } from '../container/testing/perl-image';
import { nameJob } from './job-folder';
import { runOnSlurm } from './run-on-slurm';
import { askOfCluster } from './testing/perl-jobs';

const noSlack = { ms: 0, bytes: 0 };

describe('fault code of a Slurm job', () => {
  const { slurm, cluster } = provideCluster();

  const lease = () => ({ runId: randomUUID(), fence: 1 });
  const run = (code: string, limits: Parameters<typeof askOfCluster>[1]) =>
    runOnSlurm(lease(), askOfCluster(cluster.writeImage(code), limits), cluster.engine);

  it('can be memory, timeout or exit_code by the container’s own limits, which apply before Slurm’s', async () => {
    const [memory, time, exit] = await Promise.all([
      run('my $x = "a" x 400_000_000; sleep 60', {}),
      run('1 while 1', { wallMsMax: 4_000 }),
      run('exit 3', {}),
    ]);
    expect(memory).toMatchObject({ ok: false, error: { code: 'memory' } });
    expect(time).toMatchObject({ ok: false, error: { code: 'timeout' } });
    expect(exit).toMatchObject({ ok: false, error: { code: 'exit_code' } });
  });

  it('becomes memory if Slurm ends the job for its memory', async () => {
    const engine = cluster.withScript(`perl -e '$x = "a" x 900_000_000; sleep 120'`, { slack: noSlack });
    expect(await runOnSlurm(lease(), askOfCluster('none'), engine)).toMatchObject({
      ok: false,
      error: { code: 'memory' },
    });
  });

  it('becomes timeout if Slurm ends the job for its time', async () => {
    const engine = cluster.withScript('sleep 600', { slack: noSlack });
    expect(await runOnSlurm(lease(), askOfCluster('none'), engine)).toMatchObject({
      ok: false,
      error: { code: 'timeout' },
    });
  });

  it('becomes job_held if a user holds the job before it begins', async () => {
    const node = `nodename=${hostname()}`;
    await slurm.run('scontrol', 'update', node, 'state=drain', 'reason=test');
    const held = lease();
    const name = nameJob(cluster.folder, held);
    const running = runOnSlurm(held, askOfCluster('none'), { ...cluster.engine, heldMsMax: 2_000 });
    await expect
      .poll(() => slurm.run('squeue', '--noheader', '--format=%j'), { timeout: 20_000 })
      .toContain(name);
    await slurm.run('scontrol', 'hold', `jobname=${name}`);
    await expect(running).rejects.toMatchObject({ code: 'job_held' });
    await slurm.run('scontrol', 'update', node, 'state=resume');
    await expect.poll(() => slurm.run('squeue', '--noheader'), { timeout: 20_000 }).toBe('');
  });

  it('becomes job_refused if no node has as many cores', async () => {
    await expect(
      runOnSlurm(lease(), askOfCluster('none', { cores: 1_000 }), cluster.engine),
    ).rejects.toMatchObject({ code: 'job_refused' });
  });

  it('doesn’t occur when the job gets the GPU that it needs', async () => {
    const one = lease();
    const running = runOnSlurm(
      one,
      askOfCluster(cluster.writeImage(honestPerl), { gpus: 1 }),
      cluster.engine,
    );
    await expect
      .poll(() => slurm.run('scontrol', 'show', 'job', '--oneliner'), { timeout: 20_000 })
      .toMatch(new RegExp(`JobName=${nameJob(cluster.folder, one)} .*gres/gpu:1`));
    expect(await running).toMatchObject({ ok: true });
  });

  it('becomes node_failed, with the node’s message, if the container can’t start', async () => {
    const running = runOnSlurm(lease(), askOfCluster('/no/such/image'), cluster.engine);
    await expect(running).rejects.toThrow(/node_failed: ENOENT/);
  });
});
