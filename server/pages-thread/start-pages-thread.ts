import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { type PassOn, passOnTo } from './pass-on';
import { makeSocketFolder } from './socket-folder';

export type PagesThread = {
  /** Has a request answered by the thread. */
  readonly passOn: PassOn;
  /** Resolves when what the thread does beside answering is done with. */
  stop: () => Promise<void>;
};

/** What the thread is told at its start, and what the two say later. */
export type PagesTask = { socketPath: string };
export type PagesMessage = 'listening' | 'stopped';

/**
 * Starts Next in a thread of its own. Its `AsyncLocalStorage` switches on hooks for every promise and stream of a thread, which cost
 * what is sent from memory a third of its speed on Node 20; and a page that takes long to make holds up nothing else.
 * @param onEnd called when the thread has ended, of whatever: it was asked for nothing of the kind
 */
export async function startPagesThread(
  onEnd: (cause: unknown) => void,
  module: URL = new URL('./thread.mjs', import.meta.url),
): Promise<PagesThread> {
  const socketPath = join(makeSocketFolder(), 's');
  const thread = new Worker(module, {
    workerData: { socketPath } satisfies PagesTask,
    // No loader: the thread's module registers its own.
    execArgv: [],
    // As much as it would have in the main thread; a thread has less unless told.
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20) },
  });
  let cause: unknown = new Error('the thread of the pages has ended');
  thread.once('error', (error) => {
    cause = error;
  });
  thread.once('exit', () => onEnd(cause));
  const hear = (wanted: PagesMessage) =>
    new Promise<void>((resolve) => {
      thread.on('message', (message: PagesMessage) => {
        if (message === wanted) resolve();
      });
    });
  await hear('listening');
  return {
    passOn: passOnTo(socketPath),
    stop: () => {
      const stopped = hear('stopped');
      thread.postMessage('stop');
      return stopped;
    },
  };
}
