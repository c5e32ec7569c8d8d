import { fileURLToPath } from 'node:url';
import { testBuild } from './test/build-step';
import { testJourneys } from './test/journeys';
import { formatTotal, isSuccess, nameSteps, runSteps, type StepQueue } from './test/run-steps';
import { checkDeadCode, checkImports, checkLint, checkTypes } from './test/static-checks';
import { testDatabase, testPure } from './test/vitest-projects';

/**
 * Programs that use one core run beside the tests, which wait often; the browser journeys, which have
 * deadlines, run alone.
 */
const stages: readonly (readonly StepQueue[])[] = [
  [
    {
      lint: checkLint,
      types: checkTypes,
      imports: checkImports,
      'dead-code': checkDeadCode,
      build: testBuild,
    },
    { pure: testPure, database: testDatabase },
  ],
  [{ journeys: testJourneys }],
];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.exitCode = await runTests(process.argv.slice(2));

/** Runs the named steps, or all. */
async function runTests(names: readonly string[]): Promise<number> {
  const known = nameSteps(stages);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    return 1;
  }
  const outcomes = await runSteps(stages, names.length === 0 ? known : names);
  if (outcomes === undefined) return 130;
  console.log(formatTotal(outcomes));
  return isSuccess(outcomes) ? 0 : 1;
}
