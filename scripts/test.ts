import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSeconds } from './start/progress';
import { testBuild } from './test/build-step';
import { checkImports } from './test/check-imports';
import { testJourneys } from './test/journeys';
import { checkDeadCode, checkLint, checkTypes } from './test/static-checks';
import { formatTotal, isSuccess, type StepOutcome, singleOutcome } from './test/step-outcome';
import { testDatabase, testPure } from './test/vitest-projects';

const steps: Record<string, (workDir: string) => Promise<StepOutcome>> = {
  lint: checkLint,
  types: checkTypes,
  imports: checkImports,
  'dead-code': checkDeadCode,
  pure: testPure,
  database: testDatabase,
  build: testBuild,
  journeys: testJourneys,
};

let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isInterrupted = true;
  });
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
process.exitCode = await runSteps(process.argv.slice(2));

/** Runs the named steps, or all; each one even when an earlier one failed. */
async function runSteps(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${Object.keys(steps).join(', ')}.`);
    return 1;
  }
  const workDir = mkdtempSync(join(tmpdir(), 'tidemark-test-'));
  // The database tests' PostgreSQL runs as nobody when we are root, and has to pass through.
  chmodSync(workDir, 0o711);
  const outcomes: StepOutcome[] = [];
  try {
    for (const [name, run] of Object.entries(steps)) {
      // The step under way ends by itself, and stops what it started.
      if (isInterrupted) return 130;
      if (names.length === 0 || names.includes(name)) outcomes.push(await runStep(name, () => run(workDir)));
    }
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
  console.log(formatTotal(outcomes));
  return isSuccess(outcomes) ? 0 : 1;
}

async function runStep(name: string, run: () => Promise<StepOutcome>): Promise<StepOutcome> {
  const start = performance.now();
  const outcome = await run().catch((error: Error) => singleOutcome(false, error.stack ?? error.message));
  if (outcome.failed + outcome.skipped > 0) console.log(outcome.output.trimEnd());
  const mark = outcome.failed > 0 ? '✗' : '✓';
  console.log(`${mark} ${name}: ${formatTotal([outcome])} (${formatSeconds(performance.now() - start)})`);
  return outcome;
}
