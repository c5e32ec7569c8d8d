import { fileURLToPath } from 'node:url';
import { formatTotal, isSuccess, runSteps } from './test/run-steps';
import { testPure, testS3 } from './test/vitest-projects';

/** Tests the object store in a folder and on an S3 server that is killed, slow, full and cut. */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const steps = { folder: (workDir: string) => testPure(workDir, ['adapters/object-store']), s3: testS3 };

const outcomes = await runSteps([[steps]], Object.keys(steps));

if (outcomes === undefined) process.exit(130);

console.log(formatTotal(outcomes));

process.exitCode = isSuccess(outcomes) ? 0 : 1;
