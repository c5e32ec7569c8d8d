import { packageProgram, runScript } from '@/testing/run-program';
import { type StepOutcome, singleOutcome } from './step-outcome';

export function checkLint(): Promise<StepOutcome> {
  return check([[packageProgram('@biomejs/biome', 'biome'), 'ci', '--max-diagnostics=50', '.']]);
}

/** The route types that pages import are generated first: a fresh clone has none. */
export function checkTypes(): Promise<StepOutcome> {
  return check([
    [packageProgram('next', 'next'), 'typegen'],
    [packageProgram('typescript-7', 'tsc'), '--noEmit'],
  ]);
}

export function checkDeadCode(): Promise<StepOutcome> {
  return check([[packageProgram('knip', 'knip'), '--no-progress']]);
}

async function check(commands: readonly (readonly string[])[]): Promise<StepOutcome> {
  for (const command of commands) {
    const { exitCode, output } = await runScript(command);
    if (exitCode !== 0) return singleOutcome(false, output);
  }
  return singleOutcome(true, '');
}
