import { Worker } from 'node:worker_threads';
import type pino from 'pino';
import { type QueueMessage, type QueueTask, type RunningQueues, turnEveryMs } from './share-threads';

/**
 * Heap limit of one thread in megabytes; sealing a million items takes a third of it. Buffers are outside the
 * heap.
 */
const heapMegabytesMax = 1_536;

/** Milliseconds after which a silent event loop counts as stuck: honest work yields much more often. */
const stuckAfterMs = 30 * 60_000;

type Settings = {
  /** For tests: another module for the thread, and another limit of silence in milliseconds. */
  module?: URL;
  stuckAfterMs?: number;
  heapMegabytesMax?: number;
};

/**
 * Runs the jobs of some queues in a thread of its own, so that they block neither the other queues nor the
 * heartbeat. A thread that runs out of memory or gets stuck is replaced, and its job is tried again once its
 * worker counts as dead; so a job that breaks its thread stops no other queue. Any other end of the thread
 * ends the scorer.
 */
export function startQueueThread(task: QueueTask, log: pino.Logger, settings: Settings = {}): RunningQueues {
  let current = startThread(task, settings);
  let isStopping = false;
  const keepOne = async () => {
    for (;;) {
      const fault = await current.ended;
      if (isStopping) return;
      if (fault !== 'broken') throw fault;
      log.error(
        { queues: task.queues },
        'a thread of the scorer ran out of memory or stood still; another one takes its place',
      );
      current = startThread(task, settings);
    }
  };
  const ended = keepOne();
  return {
    workerIds: () => [...current.workerIds],
    async stop() {
      isStopping = true;
      current.thread.postMessage('stop');
      await ended;
    },
    endNow() {
      isStopping = true;
      void current.thread.terminate();
    },
    ended,
  };
}

type Thread = {
  readonly thread: Worker;
  /** Ids of the thread's living workers; empty when the thread has ended. */
  readonly workerIds: ReadonlySet<string>;
  /**
   * Resolves to `broken` if the thread exceeded its memory or time limit, otherwise to the reason of its end.
   */
  readonly ended: Promise<unknown>;
};

function startThread(task: QueueTask, settings: Settings): Thread {
  const patienceMs = settings.stuckAfterMs ?? stuckAfterMs;
  const workerIds = new Set<string>();
  let turnedAt = performance.now();
  let fault: unknown = new Error('a thread of the scorer has ended');
  const thread = new Worker(settings.module ?? new URL('./queue-thread.mjs', import.meta.url), {
    workerData: task,
    // The thread doesn't inherit this process's loader, for instance a test runner's, since the thread's
    // module registers its own.
    execArgv: ['--enable-source-maps'],
    resourceLimits: { maxOldGenerationSizeMb: settings.heapMegabytesMax ?? heapMegabytesMax },
  });
  const watch = setInterval(
    () => {
      if (performance.now() - turnedAt < patienceMs) return;
      fault = 'broken';
      void thread.terminate();
    },
    Math.min(turnEveryMs, patienceMs),
  );
  thread.on('message', (message: QueueMessage) => {
    turnedAt = performance.now();
    if (message.kind === 'worker') workerIds.add(message.workerId);
  });
  thread.on('error', (error: NodeJS.ErrnoException) => {
    fault = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'broken' : error;
  });
  const ended = new Promise((resolve) => {
    thread.once('exit', () => {
      clearInterval(watch);
      workerIds.clear();
      resolve(fault);
    });
  });
  return { thread, workerIds, ended };
}
