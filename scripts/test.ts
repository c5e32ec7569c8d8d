import { fileURLToPath } from 'node:url';
import { testBuild } from './test/build-step';
import { checkImports } from './test/check-imports';
import { testJourneys } from './test/journeys';
import { type Lane, nameSteps, runSteps } from './test/run-steps';
import { checkDeadCode, checkLint, checkTypes } from './test/static-checks';
import { formatTotal, isSuccess } from './test/step-outcome';
import { testDatabase, testPure } from './test/vitest-projects';

/**
 * Two lanes for two cores. Journeys and database tests stand beside one another, for both wait often: for a rotation, or
 * until a dead process is taken for dead. Where they ask for something within a time, it is one for a busier machine.
 */
const lanes: readonly Lane[] = [
  {
    lint: checkLint,
    types: checkTypes,
    imports: checkImports,
    'dead-code': checkDeadCode,
    build: testBuild,
    journeys: testJourneys,
  },
  { pure: testPure, database: testDatabase },
];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.exitCode = await runTests(process.argv.slice(2));

/** Runs the named steps, or all. */
async function runTests(names: readonly string[]): Promise<number> {
  const known = nameSteps(lanes);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    return 1;
  }
  const outcomes = await runSteps(lanes, names.length === 0 ? known : names);
  if (outcomes === undefined) return 130;
  console.log(formatTotal(outcomes));
  return isSuccess(outcomes) ? 0 : 1;
}
