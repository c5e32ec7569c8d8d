import { Worker } from 'node:worker_threads';
import type pino from 'pino';
import { type QueueMessage, type QueueTask, type RunningQueues, turnEveryMs } from './share-threads';

/** Heap of one thread, in megabytes; a million items being sealed take a third of it. Buffers come on top. */
const heapMegabytesMax = 1_536;

/** No honest work blocks an event loop for so long: long work yields between its pieces. */
const stuckAfterMs = 30 * 60_000;

type Settings = {
  /** The thread's module, and the maximum time that it may stall. */
  module?: URL;
  stuckAfterMs?: number;
  heapMegabytesMax?: number;
};

/**
 * Runs the jobs of some queues in a thread of its own, so that it blocks neither the other queues nor the heartbeat. A thread
 * that runs out of memory or stalls is replaced by another, and its job is tried again once its worker counts as dead; so work
 * that breaks its thread breaks no other queue's. Any other end ends the scorer.
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
  /** Ids of its living workers; empty when the thread has ended. */
  readonly workerIds: ReadonlySet<string>;
  /** `broken` at the memory or time limit; else the reason of its end. */
  readonly ended: Promise<unknown>;
};

function startThread(task: QueueTask, settings: Settings): Thread {
  const patienceMs = settings.stuckAfterMs ?? stuckAfterMs;
  const workerIds = new Set<string>();
  let turnedAt = performance.now();
  let fault: unknown = new Error('a thread of the scorer has ended');
  const thread = new Worker(settings.module ?? new URL('./queue-thread.mjs', import.meta.url), {
    workerData: task,
    // The thread doesn't get this process's loader, such as a test's, since its module registers its own.
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
