import { fileURLToPath } from 'node:url';
import { formatTotal, isSuccess, runSteps } from './test/run-steps';
import { testDatabase } from './test/vitest-projects';

/** Runs a thousand models on four runners, which are killed a hundred times. */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.env.TIDEMARK_TEST_STRESS = '1';

const files = ['worker/runs/killed-runners.db.test.ts'];

const outcomes = await runSteps([[{ runs: (workDir) => testDatabase(workDir, files) }]], ['runs']);

if (outcomes === undefined) process.exit(130);

console.log(formatTotal(outcomes));

process.exitCode = isSuccess(outcomes) ? 0 : 1;
