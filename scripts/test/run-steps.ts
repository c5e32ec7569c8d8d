import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatSeconds } from '../start/progress';
import { formatTotal, type StepOutcome, singleOutcome } from './step-outcome';

/** A step of a test run, with a folder to write to. */
export type Step = (workDir: string) => Promise<StepOutcome>;

/** Steps that run one after the other. */
export type QueueName = Readonly<Record<string, Step>>;

export const nameSteps = (stages: readonly (readonly QueueName[])[]): string[] =>
  stages.flat().flatMap((queue) => Object.keys(queue));

/**
 * Runs the stages one after another, and the queues of each stage side by side; every step, even when another failed. The output
 * of a step is printed in one piece when it has ended.
 *
 * @param names of the steps to run
 * @returns undefined when the run was interrupted
 */
export async function runSteps(
  stages: readonly (readonly QueueName[])[],
  names: readonly string[],
): Promise<StepOutcome[] | undefined> {
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isInterrupted = true;
    });
  }
  const workDir = mkdtempSync(join(tmpdir(), 'tidemark-test-'));
  // The database tests' PostgreSQL runs as nobody under root, and has to traverse this folder.
  chmodSync(workDir, 0o711);
  const outcomes: StepOutcome[] = [];
  const runQueue = async (queue: QueueName): Promise<void> => {
    for (const [name, run] of Object.entries(queue)) {
      // The current step ends by itself, and stops its processes.
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
