import { type QueueName, queues } from '@/lib/contracts/jobs';

/** Maximum number of threads that run queues; threads beyond the number of queues score in parallel. */
export const queueThreadsMax = 8;

/**
 * Returns the queues of each thread. With two threads, participants' scores have one of their own, so that no
 * check, no sealing and no large file delays a score; with one thread, all jobs share it by priority. The
 * queue `models`, whose jobs prepare and finish runs of models, always has an additional thread, so that no
 * large file delays them.
 */
export const shareThreads = (threadCount: number): QueueName[][] => [...shareAmong(threadCount), ['models']];

const worked = queues.filter((queue) => queue !== 'models');

function shareAmong(threadCount: number): QueueName[][] {
  const [first] = worked;
  if (first === undefined) throw new Error('no queues');
  if (threadCount <= 1) return [[...worked]];
  if (threadCount < worked.length)
    return [...worked.slice(0, threadCount - 1).map((queue) => [queue]), worked.slice(threadCount - 1)];
  const extra: QueueName[][] = Array.from({ length: threadCount - worked.length }, () => [first]);
  return [...worked.map((queue): QueueName[] => [queue]), ...extra];
}

const gigabyte = 2 ** 30;

/**
 * Returns the number of threads that fit into the memory beside PostgreSQL and the web process: a thread that
 * seals a million items takes about a gigabyte at its peak. More threads than queues also need cores. The
 * thread for models comes in addition. Thresholds are lower than round numbers, because machines have a
 * little less memory than advertised.
 */
export function chooseThreadCount(memoryBytes: number, coreCount: number): number {
  const gigabytes = memoryBytes / gigabyte;
  if (gigabytes < 1.5) return 1;
  if (gigabytes < 3.5) return 2;
  if (gigabytes < 4.5) return 3;
  const more = Math.min(Math.floor(gigabytes - 4.5), coreCount - 2);
  return Math.min(queueThreadsMax, worked.length + Math.max(0, more));
}

/** A handle on a thread that runs some queues' jobs, one at a time. */
export type RunningQueues = {
  /** Ids of its living workers, as graphile-worker stores them. */
  workerIds(): string[];
  /** Stops taking jobs, and waits for the current job. */
  stop(): Promise<void>;
  /**
   * Terminates the thread and its current job at once. The job stays locked by the thread's worker. Absent
   * where the queues run in the calling thread.
   */
  endNow?(): void;
  /** Resolves after a stop; rejects if the queues ended by themselves. */
  ended: Promise<void>;
};

/**
 * Data that the main thread gives a queue thread: its queues, and the id of the boot, for systems where only
 * the process has one.
 */
export type QueueTask = { queues: readonly QueueName[]; bootId: string };

/** Messages of a queue thread to the main thread: the id of its worker; a sign that its event loop runs. */
export type QueueMessage = { kind: 'worker'; workerId: string } | { kind: 'turn' };

export const turnEveryMs = 5_000;
