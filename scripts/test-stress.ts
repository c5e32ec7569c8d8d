import { fileURLToPath } from 'node:url';
import { formatSeconds } from './start/progress';
import { testBuild } from './test/build-step';
import { findStressFiles } from './test/find-stress-files';
import { testJourneys } from './test/journeys';
import { nameSteps, type QueueName, runSteps } from './test/run-steps';
import { formatTotal, isSuccess } from './test/step-outcome';
import { testDatabase, testPure } from './test/vitest-projects';

/** Repeats races and runs longer simulations than `npm test` has time for. */
const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
process.env.TIDEMARK_TEST_STRESS = '1';

const files = findStressFiles(root);
console.log(Object.values(files).flat().join('\n'));
// One after another: each race has the whole machine.
const steps: QueueName = {
  pure: (workDir) => testPure(workDir, files.pure),
  database: (workDir) => testDatabase(workDir, files.database),
  build: testBuild,
  journeys: (workDir) => testJourneys(workDir, files.journeys),
};
const stages = [[steps]];

const known = nameSteps(stages);
const named = process.argv.slice(2);
if (named.some((name) => !known.includes(name))) {
  console.error(`There are: ${known.join(', ')}.`);
  process.exit(1);
}
const outcomes = await runSteps(stages, named.length === 0 ? known : named);
if (outcomes === undefined) process.exit(130);
console.log(`in ${formatSeconds(performance.now())}`);
console.log(formatTotal(outcomes));
process.exitCode = isSuccess(outcomes) ? 0 : 1;
