import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSeconds } from './start/progress';
import { testBuild } from './test/build-step';
import { testJourneys } from './test/journeys';
import { formatTotal, isSuccess, nameSteps, runSteps, type StepQueue } from './test/run-steps';
import { testDatabase, testPure } from './test/vitest-projects';

/** Repeats races and runs longer simulations than `npm test` has time for. */
const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);
process.env.TIDEMARK_TEST_STRESS = '1';

const rooms = ['lib', 'db', 'adapters', 'services', 'worker', 'cli', 'demo', 'research', 'e2e'];

const files = findStressFiles(root);
console.log(Object.values(files).flat().join('\n'));
// Steps run one after another, so that each race has the whole machine.
const steps: StepQueue = {
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

/**
 * Finds test files that do more work under stress, which import `testing/stress.ts`, grouped by the step that
 * runs them.
 */
function findStressFiles(root: string): { pure: string[]; database: string[]; journeys: string[] } {
  const files = rooms
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
    )
    .filter((path) => /\.(test|spec)\.tsx?$/.test(path))
    .filter((path) => readFileSync(join(root, path), 'utf8').includes("from '@/testing/stress'"))
    .sort();
  const isJourney = (path: string) => path.endsWith('.spec.ts');
  const isDatabase = (path: string) => path.endsWith('.db.test.ts');
  return {
    pure: files.filter((path) => !isJourney(path) && !isDatabase(path)),
    database: files.filter(isDatabase),
    journeys: files.filter(isJourney),
  };
}
