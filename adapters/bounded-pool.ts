import { fileURLToPath } from 'node:url';
import type { ResourceLimits } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { ok, type Result, refuse } from '@/lib/core/result';
import {
  measureThreadMs,
  type NumberedTask,
  type TaskBegun,
  type TaskDone,
  type TaskFailed,
} from './bounded-task';

/** The limit that a task exceeded: its time (of the processor, or by the clock) or its memory. */
export type Overrun = 'time' | 'memory';

/** Number of threads and tasks of a pool at one moment. */
export type PoolUsage = { readonly threads: number; readonly running: number; readonly waiting: number };

type Options = {
  /** File URL of a module that exports the result of `boundedTask` as `runTask`. */
  readonly module: URL;
  readonly threadCount: number;
  readonly resourceLimits: ResourceLimits;
  readonly workerData?: unknown;
  /** Wall-clock time that each task may take at least, even if its limit of processor time is shorter. */
  readonly wallMsMin?: number;
};

type Running = {
  begun: TaskBegun | null;
  /** Milliseconds of `performance.now()`. */
  begunAtMs: number;
  readonly abort: AbortController;
};

const checkEveryMs = 50;

/** Time limit for the start of a thread, in milliseconds: long enough on an overloaded machine. */
const startMsMax = 60_000;

/**
 * Wall-clock limit of a task: six times its limit of processor time, and 10 s at least. That is enough on an
 * overloaded machine, and still ends a thread that waits without using processor time.
 */
const [wallPerProcessorMs, wallMsMinDefault] = [6, 10_000];

/**
 * Threads for work on untrusted input, without access to the environment's secrets. A task that exceeds its processor time or its
 * heap ends its thread, and another one is started. Callers run at most `threadCount` tasks at once and keep the others in a
 * queue of their own: piscina doesn't keep the order of tasks with an abort signal, nor does it limit their number.
 *
 * Only code that Node runs unbundled may make a pool: within Next's bundles the thread module has another address.
 */
export class BoundedPool<Task, Value> {
  readonly #options: Options;
  readonly #running = new Map<number, Running>();
  #pool: Piscina<NumberedTask<Task>, TaskDone<Value> | TaskFailed> | null = null;
  #taskCount = 0;
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Starts the threads now; without this call the first task starts them. */
  start(): Piscina<NumberedTask<Task>, TaskDone<Value> | TaskFailed> {
    if (this.#pool) return this.#pool;
    const { module, threadCount, resourceLimits, workerData } = this.#options;
    const pool = new Piscina<NumberedTask<Task>, TaskDone<Value> | TaskFailed>({
      filename: fileURLToPath(module),
      name: 'runTask',
      minThreads: threadCount,
      maxThreads: threadCount,
      // Node versions differ in whether a thread inherits its parent's loader; here none does.
      execArgv: [],
      env: {},
      resourceLimits,
      workerData,
      // A thread that waits by atomics can't finish closing its files.
      atomics: 'disabled',
      recordTiming: false,
    });
    pool.on('message', (begun: TaskBegun) => {
      const running = this.#running.get(begun.number);
      if (running) Object.assign(running, { begun, begunAtMs: performance.now() });
    });
    // An idle thread failed and left the pool. Without this handler, waiting tasks would never run.
    pool.on('error', (cause) => {
      for (const { begun, abort } of this.#running.values()) if (!begun) abort.abort(cause);
    });
    this.#pool = pool;
    return pool;
  }

  /**
   * @param msMax limit of processor time; on systems other than Linux, of wall-clock time. A thread that
   * waits ends after six times as much wall-clock time, and 10 s at least @throws if the task throws or the
   * thread ends for another reason than a limit
   */
  async run(task: Task, msMax: number): Promise<Result<TaskDone<Value>, Overrun>> {
    if (this.#isStopped) throw new Error('the pool is stopped');
    const pool = this.start();
    const number = ++this.#taskCount;
    const running: Running = { begun: null, begunAtMs: 0, abort: new AbortController() };
    this.#running.set(number, running);
    const sentAtMs = performance.now();
    const wallMsMax = Math.max(wallPerProcessorMs * msMax, this.#options.wallMsMin ?? wallMsMinDefault);
    const checking = setInterval(() => {
      const { begun, begunAtMs, abort } = running;
      if (begun) {
        const usedMs = measureThreadMs(begun.threadId) - begun.begunAtMs;
        const wallMs = performance.now() - begunAtMs;
        if (usedMs > msMax || wallMs > wallMsMax) abort.abort('time');
      } else if (performance.now() - sentAtMs > startMsMax) abort.abort(new Error('a thread did not start'));
    }, checkEveryMs);
    const { signal } = running.abort;
    try {
      const done = await pool.run({ number, task }, { signal });
      if ('failure' in done) throw Object.assign(new Error(done.failure.message), done.failure);
      return ok(done);
    } catch (cause) {
      if (signal.aborted && signal.reason === 'time') return refuse('time');
      if (signal.aborted) throw signal.reason;
      if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY')
        return refuse('memory');
      throw cause;
    } finally {
      clearInterval(checking);
      this.#running.delete(number);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#pool?.destroy();
  }
}

/** Runs one task at a time, in the order of arrival; tasks beyond its queue are refused. */
export type SerialLimiter = {
  run<T>(work: () => Promise<T>): Promise<T | 'full'>;
  usage(): PoolUsage;
};

export function makeSerialLimiter(waitingMax: number): SerialLimiter {
  let last: Promise<unknown> = Promise.resolve();
  let pendingCount = 0;
  return {
    async run(work) {
      if (pendingCount > waitingMax) return 'full';
      pendingCount += 1;
      const mine = last.then(work);
      last = mine.catch(() => {});
      try {
        return await mine;
      } finally {
        pendingCount -= 1;
      }
    },
    usage() {
      const running = Math.min(1, pendingCount);
      return { threads: 1, running, waiting: pendingCount - running };
    },
  };
}
