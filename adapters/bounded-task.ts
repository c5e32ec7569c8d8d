import { parentPort } from 'node:worker_threads';
import { findThreadId, measureThreadMs } from './thread-time';

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
 * The function that a thread's module exports for its pool.
 * @param work calls `begin` when the part of the task that is limited begins
 */
export function boundedTask<Task, Value>(work: (task: Task, begin: () => void) => Promise<Value> | Value) {
  const threadId = findThreadId();
  return async ({ number, task }: NumberedTask<Task>): Promise<TaskDone<Value>> => {
    let begunAtMs = measureThreadMs(threadId);
    const value = await work(task, () => {
      begunAtMs = measureThreadMs(threadId);
      parentPort!.postMessage({ number, threadId, begunAtMs } satisfies TaskBegun);
    });
    return { value, usedMs: measureThreadMs(threadId) - begunAtMs };
  };
}
