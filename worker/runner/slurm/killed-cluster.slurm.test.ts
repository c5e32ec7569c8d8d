import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Slurm, startSlurm } from '@/testing/start-slurm';
import { folderOfJobs } from './job-folder';
import { openCluster } from './testing/perl-jobs';

const count = 30;

/** Time limit in milliseconds: for 15 s after a kill, Slurm reports that a job may still begin. */
const patienceMs = 25_000;

/** Perl program that predicts each row's length, after two seconds. */
const slowPerl = String.raw`
sleep 2; open I, "<", "/input/inputs.csv" or die; open O, ">", "/output/predictions.csv" or die;
print O "id,prediction\n"; <I>; while (<I>) { chomp; my ($id) = split /,/; print O $id, ",", length($_), "\n"; }
close O or die;
`;

describe('thirty runs on a cluster', () => {
  let slurm: Slurm;
  let cluster: Awaited<ReturnType<typeof openCluster>>;
  let runner: ChildProcess | undefined;
  beforeAll(async () => {
    cluster = await openCluster();
    slurm = await startSlurm();
  });
  afterAll(async () => {
    runner?.kill('SIGKILL');
    await slurm?.stop();
    cluster?.remove();
  });

  it('each give one result although runner, slurmd and slurmctld are killed', async () => {
    const deliveredFile = join(cluster.folder, 'delivered');
    const image = cluster.writeImage(slowPerl);
    const program = fileURLToPath(new URL('./testing/run-leases.ts', import.meta.url));
    const startRunner = () => {
      const words = ['--import', 'tsx', program, cluster.folder, image, String(count), deliveredFile];
      runner = spawn(process.execPath, words, {
        env: { ...process.env, ...slurm.environment },
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      return runner;
    };
    const killRunner = async () => {
      const ended = runner && once(runner, 'exit');
      runner?.kill('SIGKILL');
      await ended;
    };
    const readDelivered = () =>
      existsSync(deliveredFile) ? readFileSync(deliveredFile, 'utf8').trim().split('\n') : [];
    let [deliveredCount, changedAtMs] = [0, performance.now()];
    const untilDelivered = (wanted: number) =>
      expect
        .poll(
          async () => {
            const found = readDelivered().length;
            if (found > deliveredCount) [deliveredCount, changedAtMs] = [found, performance.now()];
            if (performance.now() - changedAtMs > patienceMs) {
              await slurm.mend();
              changedAtMs = performance.now();
            }
            return found;
          },
          { timeout: 240_000, interval: 500 },
        )
        .toBeGreaterThanOrEqual(wanted);

    startRunner();
    await untilDelivered(3);
    await killRunner();
    startRunner();
    await untilDelivered(8);
    await slurm.kill('slurmd');
    await sleep(2_000);
    await slurm.start('slurmd');
    await untilDelivered(14);
    await slurm.kill('slurmctld');
    await sleep(2_000);
    await slurm.start('slurmctld');
    await untilDelivered(20);
    await Promise.all([killRunner(), slurm.kill('slurmd'), slurm.kill('slurmctld')]);
    await Promise.all([slurm.start('slurmd'), slurm.start('slurmctld')]);
    const ended = once(startRunner(), 'exit');
    await untilDelivered(count);
    await ended;

    const expected = Array.from({ length: count }, (_, index) => {
      const runId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      return `${runId} ${JSON.stringify(`id,prediction\nrun${index},${`run${index},1`.length}\n`)}`;
    });
    expect(readDelivered().sort()).toEqual(expected);
    const hasJobs = async () => (await slurm.run('squeue', '--noheader')) !== '';
    for (let tries = 0; tries < 4 && (await hasJobs()); tries++) {
      await sleep(patienceMs);
      await slurm.mend();
    }
    await expect.poll(hasJobs, { timeout: 30_000 }).toBe(false);
    const completed = slurm.listEnded().flatMap(({ name, state }) => (state === 'COMPLETED' ? [name] : []));
    expect(completed.length).toBeGreaterThan(count / 2);
    expect(new Set(completed).size).toBe(completed.length);
    expect(readdirSync(folderOfJobs(cluster.folder))).toEqual([]);
  });
});
