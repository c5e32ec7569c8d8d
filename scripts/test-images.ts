import { fileURLToPath } from 'node:url';
import { formatTotal, isSuccess, runSteps } from './test/run-steps';
import { testImages } from './test/vitest-projects';

/** Tests images that are built from Debian's packages. */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const outcomes = await runSteps([[{ images: testImages }]], ['images']);

if (outcomes === undefined) process.exit(130);

console.log(formatTotal(outcomes));

process.exitCode = isSuccess(outcomes) ? 0 : 1;
