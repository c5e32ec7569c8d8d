import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatSeconds } from '../start/progress';

/** A step of a test run. `workDir` is a folder for its files. */
export type Step = (workDir: string) => Promise<StepOutcome>;

/** Steps by name, which run one after another. */
export type StepQueue = Readonly<Record<string, Step>>;

export const nameSteps = (stages: readonly (readonly StepQueue[])[]): string[] =>
  stages.flat().flatMap((queue) => Object.keys(queue));

/**
 * Runs the stages one after another, and the queues of each stage in parallel; every step runs, even when
 * another has failed. The output of a step is printed in one piece when the step has ended.
 * @param names of the steps to run @returns undefined when the run was interrupted
 */
export async function runSteps(
  stages: readonly (readonly StepQueue[])[],
  names: readonly string[],
): Promise<StepOutcome[] | undefined> {
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isInterrupted = true;
    });
  }
  const workDir = mkdtempSync(join(tmpdir(), 'tidemark-test-'));
  // Under root, the database tests' PostgreSQL runs as `nobody`, and must be able to traverse this folder.
  chmodSync(workDir, 0o711);
  const outcomes: StepOutcome[] = [];
  const runQueue = async (queue: StepQueue): Promise<void> => {
    for (const [name, run] of Object.entries(queue)) {
      // After an interrupt no further step begins; the current step stops its processes and ends by itself.
      if (!isInterrupted && names.includes(name)) outcomes.push(await runStep(name, () => run(workDir)));
    }
  };
  try {
    for (const queues of stages) await Promise.all(queues.map(runQueue));
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
  return isInterrupted ? undefined : outcomes;
}

async function runStep(name: string, run: () => Promise<StepOutcome>): Promise<StepOutcome> {
  const start = performance.now();
  const outcome = await run().catch((error: Error) => singleOutcome(false, error.stack ?? error.message));
  if (outcome.failed + outcome.skipped > 0) console.log(outcome.output.trimEnd());
  const mark = outcome.failed > 0 ? '✗' : '✓';
  console.log(`${mark} ${name}: ${formatTotal([outcome])} (${formatSeconds(performance.now() - start)})`);
  return outcome;
}

/** Counts and output of one step of `npm test`. */
export type StepOutcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Printed if a test failed or was skipped. */
  readonly output: string;
};

/** Makes the outcome of a check that counts as one test: the linter, the types, the build. */
export function singleOutcome(isPassed: boolean, output: string): StepOutcome {
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0, output };
}

/** Formats the last line of `npm test`. */
export function formatTotal(outcomes: readonly StepOutcome[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** True if no test failed and at least one passed: a run without tests proves nothing. */
export function isSuccess(outcomes: readonly StepOutcome[]): boolean {
  return outcomes.every((outcome) => outcome.failed === 0) && outcomes.some((outcome) => outcome.passed > 0);
}
