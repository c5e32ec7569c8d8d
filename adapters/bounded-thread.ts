import { type ResourceLimits, Worker } from 'node:worker_threads';
import { ok, type Result, refuse } from '@/lib/core/result';

/** What a thread ran out of before it had an answer. */
export type Overrun = 'time' | 'memory';

/** Work on what strangers wrote, off the main thread. One question at a time: whoever asks keeps the line. */
export type BoundedThread<Q, A> = {
  ask(question: Q): Promise<Result<A, Overrun>>;
  stop(): Promise<void>;
};

/**
 * A thread that is started at the first question, waits for the next one without keeping the process alive, and is ended
 * when its time or memory is up; the next question gets a new one. It is given no environment, so it knows no secret.
 *
 * Made by code that Node runs as it is: in what Next bundles the module's address is another.
 * @param module a module that says `ready` once it listens, and one message to each message
 */
export function makeBoundedThread<Q, A>(
  module: URL,
  { msMax, resourceLimits }: { msMax: number; resourceLimits: ResourceLimits },
): BoundedThread<Q, A> {
  let running: Promise<Worker> | undefined;

  const begin = (): Promise<Worker> => {
    const beginning = start(module, resourceLimits, () => {
      if (running === beginning) running = undefined;
    });
    return beginning;
  };
  const end = async (): Promise<void> => {
    const ending = running;
    running = undefined;
    await (await ending?.catch(() => undefined))?.terminate();
  };
  return {
    async ask(question) {
      running ??= begin();
      try {
        const thread = await running;
        thread.ref();
        const answer = await answerOf<Q, A>(thread, question, msMax);
        if (answer.ok) thread.unref();
        else await end();
        return answer;
      } catch (error) {
        await end();
        throw error;
      }
    },
    stop: end,
  };
}

/** Long enough for a machine at its limit. */
const startMsMax = 60_000;

/** @param onEnd called once it has ended, whatever ended it */
function start(module: URL, resourceLimits: ResourceLimits, onEnd: () => void): Promise<Worker> {
  // Whether a thread inherits the loader that its parent was started with depends on the version of Node; here none does.
  const thread = new Worker(module, { execArgv: [], env: {}, resourceLimits });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void thread.terminate();
      reject(new Error('a thread did not start'));
    }, startMsMax);
    thread.on('error', reject);
    thread.once('exit', () => {
      clearTimeout(timer);
      onEnd();
      reject(new Error('a thread ended before it listened'));
    });
    thread.once('message', () => {
      clearTimeout(timer);
      resolve(thread);
    });
  });
}

function answerOf<Q, A>(thread: Worker, question: Q, msMax: number): Promise<Result<A, Overrun>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(refuse('time')), msMax);
    const settle = () => {
      clearTimeout(timer);
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const onMessage = (answer: A) => {
      settle();
      resolve(ok(answer));
    };
    const onError = (error: NodeJS.ErrnoException) => {
      settle();
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(refuse('memory'));
      else reject(error);
    };
    const onExit = () => {
      settle();
      reject(new Error('a thread ended without an answer'));
    };
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    thread.postMessage(question);
  });
}
