import type { SandboxFacts } from '../sandbox-facts';
import type { StopReason } from '../sandboxed-process';
import { attempt, type Finding, type Findings } from './findings';
import { type HostileEnd, runHostile } from './run-hostile';
import { loopMsMax, trialLimits } from './trial-limits';

/** Programs that take all they can get. */
export async function tryBombs(facts: SandboxFacts): Promise<Findings> {
  const run = (...deed: string[]) => runHostile(facts, trialLimits, deed);
  const share = String(Math.floor((0.6 * trialLimits.memoryBytesMax) / 1024 ** 2));
  return {
    ...(await attempt('memory', async () => endedForMemory(await run('memory')))),
    ...(await attempt('memory-of-many', async () => endedForMemory(await run('crowd', share)))),
    ...(await attempt('tasks', async () => refusedTasks(await run('fork')))),
    ...(await attempt('output', async () => stoppedFor('output', await run('output')))),
    ...(await attempt('endless-loop', async () =>
      stoppedFor('time', await runHostile(facts, { ...trialLimits, wallMsMax: loopMsMax }, ['loop'])),
    )),
  };
}

/** By the watchdog, by the kernel for its group, or by its own refusal to give more. */
function endedForMemory(end: HostileEnd): Finding {
  if (end.left > 0) return `${end.left} tasks were left`;
  const isRefused = /out of memory|allocation failed/i.test(end.complaint);
  return end.stoppedFor === 'memory' || end.isMemoryKilled || isRefused ? undefined : inWords(end);
}

function refusedTasks(end: HostileEnd): Finding {
  if (end.left > 0) return `${end.left} tasks were left`;
  const isRefused = end.said.includes('"isRefused":true');
  // Threads of Node that can't be started end it.
  const isBroken = end.exitCode !== 0 && /uv_thread_create|EAGAIN|pthread_create/.test(end.complaint);
  return isRefused || isBroken || end.stoppedFor === 'tasks' ? undefined : inWords(end);
}

function stoppedFor(reason: StopReason, end: HostileEnd): Finding {
  if (end.left > 0) return `${end.left} tasks were left`;
  return end.stoppedFor === reason ? undefined : inWords(end);
}

const inWords = ({ stoppedFor, exitCode, signal, complaint }: HostileEnd): string =>
  `stopped for ${stoppedFor}, exit ${exitCode}, signal ${signal}: ${complaint.slice(-200)}`;
