import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './testing/longest-first.ts';
import { repetitions } from './testing/stress.ts';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };

/** Every folder that may have tests. */
const rooms = '{lib,db,adapters,services,worker,app,server,cli,testing,demo,research,scripts}';
const database = {
  globalSetup: ['testing/global-setup.ts'],
  testTimeout: repetitions(120_000, 1_200_000),
  hookTimeout: 120_000,
  // Each file has a database of its own. Two use two cores, and the third while one waits.
  maxWorkers: 3,
};
/** They put another module in the place of one, for themselves alone. */
const replacingModules = ['worker/snapshot/made-up-metric.db.test.ts'];

/** Tests on an S3 server, and tests of the other projects that have to pass there too. */
const onS3 = [`${rooms}/**/*.s3.test.ts`, 'db/hidden/dump.db.test.ts', 'scripts/backup/backup.db.test.ts'];

/**
 * `pure` needs nothing but Node, `database` a running PostgreSQL (scripts/test starts one), `database-apart` modules of its own,
 * `s3` Ceph's S3 server as well (`npm run test:s3`), `slurm` its daemons (`npm run test:slurm`), and
 * `images` Debian's packages (`npm run test:images`).
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          include: [`${rooms}/**/*.test.{ts,tsx}`],
          exclude: ['**/*.{db,s3,slurm,images}.test.ts', 'node_modules/**'],
          // Simulations, on machines that may be busy with something else.
          testTimeout: repetitions(60_000, 600_000),
          // A file's modules stay for the next one: a third of the time. So a test may change no module for good.
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          ...database,
          name: 'database',
          include: [`${rooms}/**/*.db.test.ts`],
          exclude: replacingModules,
          // As above: half of a file's time.
          isolate: false,
        },
      },
      {
        resolve: { alias },
        test: { ...database, name: 'database-apart', include: replacingModules },
      },
      {
        resolve: { alias },
        test: {
          name: 'slurm',
          include: ['worker/runner/slurm/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
      {
        resolve: { alias },
        test: {
          ...database,
          name: 'images',
          include: [`${rooms}/**/*.images.test.ts`],
          testTimeout: 1_200_000,
          maxWorkers: 1,
        },
      },
      {
        resolve: { alias },
        test: {
          ...database,
          name: 's3',
          globalSetup: [...database.globalSetup, 'testing/s3-setup.ts'],
          include: onS3,
          maxWorkers: 1,
        },
      },
    ],
  },
});
