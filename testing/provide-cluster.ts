import { afterAll, beforeAll } from 'vitest';
import { openCluster } from '@/worker/runner/slurm/testing/perl-jobs';
import { type Slurm, startSlurm } from './start-slurm';

/**
 * Slurm and a cluster's folder for the tests of the file or block that calls this: started before them, stopped and removed after
 * them.
 */
export function provideCluster() {
  const slurm = {} as Slurm;
  const cluster = {} as Awaited<ReturnType<typeof openCluster>>;
  beforeAll(async () => {
    Object.assign(cluster, await openCluster());
    Object.assign(slurm, await startSlurm());
    process.env.SLURM_CONF = slurm.environment.SLURM_CONF;
  });
  afterAll(async () => {
    delete process.env.SLURM_CONF;
    await slurm.stop?.();
    cluster.remove?.();
  });
  return { slurm, cluster };
}
