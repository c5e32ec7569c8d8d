import { fileURLToPath } from 'node:url';
import { makeReachable } from '../reachable-copy';
import { type RunLimits, runLimitsDefault } from '../run-limits';
import type { SandboxFacts } from '../sandbox-facts';
import { measureTree, type ProcessEnd } from '../sandboxed-process';
import { insideNode, nodeFlags, startInBubblewrap } from '../start-in-bubblewrap';

const hostile = fileURLToPath(new URL('./hostile.mjs', import.meta.url));

const insideHostile = '/hostile.mjs';

/**
 * Returns a path of the hostile program that the run's user can read: under root, a run has a user of its
 * own, who may have no access to the repository.
 */
const reachableHostile = (): string =>
  process.getuid?.() === 0 ? makeReachable({ hostile }, () => true).hostile : hostile;

export type HostileEnd = ProcessEnd & {
  readonly said: string;
  /** Number of processes and threads that outlived the end of the hostile program. */
  readonly left: number;
};

/** Runs one action of the hostile program in the sandbox until it ends. */
export async function runHostile(
  facts: SandboxFacts,
  limits: RunLimits,
  change: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<HostileEnd> {
  const child = await startInBubblewrap(facts, limits, {
    command: [insideNode, ...nodeFlags(limits), insideHostile, ...change],
    files: { ...files, [reachableHostile()]: insideHostile },
  });
  let said = '';
  child.output.on('data', (chunk: Buffer) => {
    if (said.length + chunk.byteLength > limits.outputBytesMax) child.stop('output');
    else said += chunk.toString('latin1');
  });
  const end = await child.ended;
  return { ...end, said, left: measureTree(child.pid).tasks };
}

/**
 * Limits of the attacks: small, so that bombs end soon, but enough for Node and the runtime on a busy
 * machine.
 */
export const trialLimits = {
  ...runLimitsDefault,
  memoryBytesMax: 400 * 1024 ** 2,
  wallMsMax: 20_000,
  outputBytesMax: 1024 ** 2,
  tasksMax: 40,
};
/**
 * Time limit in milliseconds of attacks that only a time limit ends: long enough for the program to start.
 */
export const loopMsMax = 700;
