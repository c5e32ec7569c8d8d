import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { measureTree } from './process-tree';
import type { RunLimits } from './run-limits';

/** Why it was ended before it ended itself. */
export type StopReason = 'time' | 'memory' | 'tasks' | 'output';

export type ProcessEnd = {
  readonly stoppedFor: StopReason | undefined;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The kernel ended one of its processes for want of memory. */
  readonly isMemoryKilled: boolean;
  /** The end of what it said on its second output. Never shown: it can quote inputs. */
  readonly complaint: string;
};

/** A tree of processes that we watch, and that ends whole. */
export type SandboxedProcess = {
  readonly pid: number;
  readonly input: Writable;
  readonly output: Readable;
  stop(reason: StopReason): void;
  /** When all of it is gone, and what was lent to it is given back. */
  readonly ended: Promise<ProcessEnd>;
};

/** What was made for it outside. */
export type LentToProcess = { countMemoryKills(): number; giveBack(): Promise<void> };

const complaintLengthMax = 4_000;
/** A gigabyte takes some tenths of a second to be written to. */
const watchEveryMs = 25;

/**
 * Watches a process that has been started, with pipes: its time, and the memory and tasks of all that come from it.
 * @param child whose death is the death of all that come from it
 */
export function watchProcess(child: ChildProcess, limits: RunLimits, lent: LentToProcess): SandboxedProcess {
  const { pid, stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('a run without pipes');
  let stoppedFor: StopReason | undefined;
  let complaint = '';
  const stop = (reason: StopReason) => {
    stoppedFor ??= reason;
    child.kill('SIGKILL');
  };
  const clock = setTimeout(stop, limits.wallMsMax, 'time');
  const watch = setInterval(() => {
    const { memoryBytes, tasks } = measureTree(pid ?? 0);
    if (memoryBytes > limits.memoryBytesMax) stop('memory');
    else if (tasks > limits.tasksMax) stop('tasks');
  }, watchEveryMs);
  stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('latin1')).slice(-complaintLengthMax);
  });
  // It may end before it has read all, or be ended.
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      const isMemoryKilled = lent.countMemoryKills() > 0;
      resolve({ stoppedFor, exitCode, signal, isMemoryKilled, complaint });
    });
  }).finally(() => {
    clearTimeout(clock);
    clearInterval(watch);
    return lent.giveBack();
  });
  return { pid: pid ?? 0, input: stdin, output: stdout, stop, ended };
}
