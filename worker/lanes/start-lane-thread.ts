import { Worker } from 'node:worker_threads';
import type pino from 'pino';
import { type LaneMessage, type LaneTask, type RunningLanes, turnEveryMs } from './share-lanes';

/** What texts, numbers and objects of one thread may take; a million items being sealed take a third of it. Buffers come on top. */
const heapMegabytesMax = 1_536;

/** No honest work keeps an event loop from turning for so long: everything long yields between its pieces. */
const stuckAfterMs = 30 * 60_000;

type Settings = {
  /** The thread's module, and how long it may stand still. */
  module?: URL;
  stuckAfterMs?: number;
  heapMegabytesMax?: number;
};

/**
 * Takes the jobs of some lanes in a thread of its own, so that nothing it does holds up the other lanes or the heartbeat. A thread that
 * runs out of memory or stands still is replaced by another, and its job is tried again once its worker is taken for dead; so work
 * that breaks its thread breaks no other lane's. Whatever else ends it ends the whole.
 */
export function startLaneThread(task: LaneTask, log: pino.Logger, settings: Settings = {}): RunningLanes {
  let current = startThread(task, settings);
  let isStopping = false;
  const keepOne = async () => {
    for (;;) {
      const fault = await current.ended;
      if (isStopping) return;
      if (fault !== 'broken') throw fault;
      log.error(
        { lanes: task.lanes },
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
    ended,
  };
}

type Thread = {
  readonly thread: Worker;
  /** None when it has ended. */
  readonly workerIds: ReadonlySet<string>;
  /** `broken` when its memory or its time was up; else what it ended with. */
  readonly ended: Promise<unknown>;
};

function startThread(task: LaneTask, settings: Settings): Thread {
  const patienceMs = settings.stuckAfterMs ?? stuckAfterMs;
  const workerIds = new Set<string>();
  let turnedAt = performance.now();
  let fault: unknown = new Error('a thread of the scorer has ended');
  const thread = new Worker(settings.module ?? new URL('./lane-thread.mjs', import.meta.url), {
    workerData: task,
    // No loader: the thread's module registers its own; that of this process, a test's for instance, isn't for it.
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
  thread.on('message', (message: LaneMessage) => {
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
