import { fileURLToPath } from 'node:url';
import { formatTotal, isSuccess, runSteps } from './test/run-steps';
import { testSlurm } from './test/vitest-projects';

/** Tests runs as Slurm jobs on real Slurm daemons, which the tests kill. */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const outcomes = await runSteps([[{ slurm: testSlurm }]], ['slurm']);

if (outcomes === undefined) process.exit(130);

console.log(formatTotal(outcomes));

process.exitCode = isSuccess(outcomes) ? 0 : 1;
