import { type QueueName, queues } from '@/lib/contracts/jobs';

/** Threads beyond the number of queues score in parallel. */
export const queueThreadsMax = 8;

/**
 * The queues of each thread. Participants' scores get a thread of their own first, so that with two threads no check, no sealing
 * and no large file delays a score; with one, all jobs share a thread by priority. What precedes and follows runs of models has
 * a thread more in any case, which no large file holds up.
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
 * Number of threads that fit in so much memory, beside PostgreSQL and the web process: a thread that seals a million items takes
 * about a gigabyte at its peak. More threads than queues need cores too. The thread for models is an additional one. Machines
 * have a little less memory than advertised.
 */
export function chooseThreadCount(memoryBytes: number, coreCount: number): number {
  const gigabytes = memoryBytes / gigabyte;
  if (gigabytes < 1.5) return 1;
  if (gigabytes < 3.5) return 2;
  if (gigabytes < 4.5) return 3;
  const more = Math.min(Math.floor(gigabytes - 4.5), coreCount - 2);
  return Math.min(queueThreadsMax, worked.length + Math.max(0, more));
}

/** A runner of some queues' jobs, one at a time. */
export type RunningQueues = {
  /** The queue's ids of its living workers. */
  workerIds(): string[];
  /** Takes no more jobs, and waits for the current one. */
  stop(): Promise<void>;
  /** Ends a thread of its own, and the job in it, at once. Its worker still holds that job. */
  endNow?(): void;
  /** Settles when it has stopped; rejects when it ended by itself. */
  ended: Promise<void>;
};

/** Data of the main thread for one that it starts: its queues, and the name of the boot where only the process has one. */
export type QueueTask = { queues: readonly QueueName[]; bootId: string };

/** Messages of a thread to the main one: the worker's id in the queue; a turn of its event loop. */
export type QueueMessage = { kind: 'worker'; workerId: string } | { kind: 'turn' };

export const turnEveryMs = 5_000;
