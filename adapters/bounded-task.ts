import { readFileSync, readlinkSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** A task as `BoundedPool` sends it to a thread. */
export type NumberedTask<Task> = { readonly number: number; readonly task: Task };

/** Sent to the pool when a task's time begins. */
export type TaskBegun = {
  readonly number: number;
  readonly threadId: number | null;
  readonly begunAtMs: number;
};

export type TaskDone<Value> = { readonly value: Value; readonly usedMs: number };

/**
 * An error of a task, as plain data. When an Error is posted between threads, its code gets lost, and so does
 * the name of a class that isn't JavaScript's own.
 */
export type TaskFailed = {
  readonly failure: {
    readonly message: string;
    readonly name: string;
    readonly code?: string;
    readonly stack?: string;
  };
};

/**
 * Makes the function that a thread's module exports for its pool. @param work does the task, and calls
 * `begin` when the part of the task begins to which the time limit applies
 */
export function boundedTask<Task, Value>(work: (task: Task, begin: () => void) => Promise<Value> | Value) {
  const threadId = findThreadId();
  return async ({ number, task }: NumberedTask<Task>): Promise<TaskDone<Value> | TaskFailed> => {
    let begunAtMs = measureThreadMs(threadId);
    const begin = () => {
      begunAtMs = measureThreadMs(threadId);
      parentPort!.postMessage({ number, threadId, begunAtMs } satisfies TaskBegun);
    };
    try {
      const value = await work(task, begin);
      return { value, usedMs: measureThreadMs(threadId) - begunAtMs };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { message, name, stack } = error;
      const code = 'code' in error && typeof error.code === 'string' && { code: error.code };
      return { failure: { message, name, ...code, ...(stack !== undefined && { stack }) } };
    }
  };
}

/** Linux counts processor time in ticks of 10 ms on any machine. */
const tickMs = 10;

/** The kernel's id of the calling thread; null on systems other than Linux. */
export function findThreadId(): number | null {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1)) || null;
  } catch {
    return null;
  }
}

/**
 * Processor time of a thread of this process in milliseconds, as the kernel counts it; 0 for a thread that
 * has just ended. Systems other than Linux have one clock for all threads, so only differences have a meaning
 * there.
 */
export function measureThreadMs(threadId: number | null): number {
  if (threadId !== null)
    try {
      // In /proc/…/stat, the thread's name before the closing bracket may contain spaces; utime and stime are
      // the 12th and 13th field after the bracket.
      const stat = readFileSync(`/proc/self/task/${threadId}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return tickMs * (Number(fields[11]) + Number(fields[12]));
    } catch {
      return 0;
    }
  return Number(process.hrtime.bigint() / 1_000_000n);
}
