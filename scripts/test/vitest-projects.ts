import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { startEmbeddedPostgres } from '@/adapters/embedded-postgres/start-embedded-postgres';
import { provideBubblewrap } from '@/testing/provide-bubblewrap';
import { provideContainers } from '@/testing/provide-containers';
import { provideDebianImages } from '@/testing/provide-debian';
import { provideSlurm } from '@/testing/provide-slurm';
import { packageProgram, runScript } from '@/testing/run-program';
import { provideRadosgw } from '@/testing/start-radosgw';
import { countVitest, readReport } from './count-reports';
import type { StepOutcome } from './run-steps';

/**
 * Runs tests that need only Node, and tests of the sandbox and of containers, which need bubblewrap, runsc
 * and runc.
 * @param files the test files; all of the project if empty
 */
export async function testPure(workDir: string, files: readonly string[] = []): Promise<StepOutcome> {
  const word = (await provideBubblewrap()) + (await provideContainers());
  const outcome = await runProject('pure', workDir, files);
  return { ...outcome, output: word + outcome.output };
}

/**
 * Runs the tests on a real PostgreSQL: the server of TIDEMARK_TEST_SUPERUSER_URL, or one that is started
 * here.
 */
export async function testDatabase(workDir: string, files: readonly string[] = []): Promise<StepOutcome> {
  if (process.env.TIDEMARK_TEST_SUPERUSER_URL) return runProject('database', workDir, files);
  const dataDir = join(workDir, 'database-tests');
  const server = await startEmbeddedPostgres({
    dataDir,
    durable: false,
    superuserPassword: randomBytes(24).toString('base64url'),
  });
  try {
    return await runProject('database', workDir, files, {
      TIDEMARK_TEST_SUPERUSER_URL: server.superuserUrl,
    });
  } finally {
    await server.stop();
    removeEmbeddedPostgres(dataDir);
  }
}

/**
 * Tests the object store in a folder and on Ceph's S3 server, and sites whose objects are there. Skipped
 * without that server.
 */
export async function testS3(workDir: string): Promise<StepOutcome> {
  const reason = await provideRadosgw();
  if (reason) return { passed: 0, failed: 0, skipped: 1, output: reason };
  return runProject('s3', workDir, []);
}

/** Tests runs as jobs of a Slurm cluster whose daemons are killed. Skipped without Slurm. */
export async function testSlurm(workDir: string): Promise<StepOutcome> {
  const reason = (await provideSlurm()) || (await provideContainers());
  if (reason) return { passed: 0, failed: 0, skipped: 1, output: reason };
  return runProject('slurm', workDir, []);
}

/** Tests images with scikit-learn on a whole site. Skipped where no image can be built. */
export async function testImages(workDir: string): Promise<StepOutcome> {
  const reason = (await provideDebianImages()) || (await provideContainers());
  if (reason) return { passed: 0, failed: 0, skipped: 1, output: reason };
  return runProject('images', workDir, []);
}

async function runProject(
  project: string,
  workDir: string,
  files: readonly string[],
  environment?: Record<string, string>,
): Promise<StepOutcome> {
  const reportFile = join(workDir, `${project}.json`);
  const { exitCode, output } = await runScript(
    [
      packageProgram('vitest', 'vitest'),
      // The `*` includes a second project with this prefix, for files that need isolated modules.
      ...['run', `--project=${project}*`, '--reporter=default', '--reporter=json'],
      `--outputFile.json=${reportFile}`,
      ...files,
    ],
    environment,
  );
  return { ...countVitest(readReport(reportFile), exitCode), output };
}
