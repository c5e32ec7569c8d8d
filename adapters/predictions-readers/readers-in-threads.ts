import { availableParallelism } from 'node:os';
import { ok, type Result, refuse } from '@/lib/core/result';
import { countPlainBytesMax } from '@/lib/core/submission/parse-predictions';
import type { Predictions } from '@/lib/core/submission/predictions';
import { createReadingQueue, type ReadingQueue } from '@/lib/core/submission/reading-queue';
import { BoundedPool, type Overrun, type PoolUsage } from '../bounded-pool';
import type { ObjectStorePlace } from '../object-store/open-object-store';
import type { FileToRead, NotRead, PredictionsReaders, PredictionsRefused } from '../read-predictions-file';
import type { ReaderStart, ReadingOutcome, ReadingTask } from './thread';

/** Maximum number of queued files; for each, a client keeps a request open. */
const waitingMax = 60;

/** Size from which a file may occupy a thread for several seconds. */
const heavyBytesMin = 32 * 1024 * 1024;

/**
 * Processor time that each file may take at least, in milliseconds: a million honest rows take two or three
 * seconds on a small machine.
 */
const timeMsMin = 3_000;

const timeMsPerMegabyte = 150;

/**
 * Limit of the JavaScript heap in megabytes. A file's columns are outside the heap, and the round's number of
 * items limits their size.
 */
const heapMegabytesMax = 512;

type Job = {
  readonly file: FileToRead;
  readonly wantsPredictions: boolean;
  readonly personId: string | null;
  readonly isHeavy: boolean;
  readonly timeMsMax: number;
  readonly settle: (outcome: Settled) => void;
  readonly fail: (cause: unknown) => void;
};

type Settled = Result<Predictions | number, PredictionsRefused> | NotRead;

type Options = {
  readonly place: ObjectStorePlace;
  readonly readerCount?: number;
  /** For tests: replaces the limit of processor time of every file. */
  readonly timeMsMax?: number;
};

/**
 * Reads several files at once in a pool of threads. A file that exceeds its limits is refused, and no other file waits for it. The
 * threads are started by the constructor, so that the first file doesn't wait for one.
 */
export class ReadersInThreads implements PredictionsReaders {
  readonly #timeMsMax: number | undefined;
  readonly #readerCount: number;
  readonly #queue: ReadingQueue<Job>;
  readonly #pool: BoundedPool<ReadingTask, ReadingOutcome>;
  #runningCount = 0;

  constructor({ place, timeMsMax, readerCount = Math.min(4, Math.max(2, availableParallelism())) }: Options) {
    this.#timeMsMax = timeMsMax;
    this.#readerCount = readerCount;
    this.#queue = createReadingQueue<Job>({ readerCount, waitingMax });
    this.#pool = new BoundedPool({
      module: new URL('./thread.mjs', import.meta.url),
      threadCount: readerCount,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
      workerData: { place } satisfies ReaderStart,
    });
    this.#pool.start();
  }

  async check(file: FileToRead): Promise<Result<number, PredictionsRefused> | NotRead> {
    const outcome = await this.#submit(file, false);
    if (typeof outcome === 'string' || !outcome.ok) return outcome;
    if (typeof outcome.value !== 'number') throw new Error('a thread counted nothing');
    return ok(outcome.value);
  }

  async read(file: FileToRead): Promise<Result<Predictions, PredictionsRefused> | NotRead> {
    const outcome = await this.#submit(file, true);
    if (typeof outcome === 'string' || !outcome.ok) return outcome;
    if (typeof outcome.value === 'number') throw new Error('a thread returned no predictions');
    return ok(outcome.value);
  }

  usage(): PoolUsage {
    return { threads: this.#readerCount, running: this.#runningCount, waiting: this.#queue.waitingCount() };
  }

  async stop(): Promise<void> {
    await this.#pool.stop();
  }

  #submit(file: FileToRead, wantsPredictions: boolean): Promise<Settled> {
    const { personId, signal } = file;
    const bytesMax = countPlainBytesMax(file);
    const timeMsMax = this.#timeMsMax ?? timeMsMin + (timeMsPerMegabyte * bytesMax) / 1024 ** 2;
    return new Promise((settle, fail) => {
      const isHeavy = bytesMax >= heavyBytesMin;
      const job: Job = { file, wantsPredictions, personId, isHeavy, timeMsMax, settle, fail };
      if (signal?.aborted) return settle('left');
      const leaving = this.#queue.join(job, performance.now());
      leaving?.settle('full');
      if (leaving === job) return;
      signal?.addEventListener('abort', () => this.#queue.leave(job) && settle('left'), { once: true });
      this.#startNext();
    });
  }

  #startNext(): void {
    while (this.#runningCount < this.#readerCount) {
      const job = this.#queue.takeNext(performance.now());
      if (job === undefined) return;
      this.#runningCount += 1;
      void this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    const { file, wantsPredictions, timeMsMax } = job;
    const { path, roundId, itemCount, task, classes, needsProbabilities, ids, signal } = file;
    const isLeft = new Int32Array(new SharedArrayBuffer(4));
    const leave = () => Atomics.store(isLeft, 0, 1);
    signal?.addEventListener('abort', leave, { once: true });
    let usedMs = 0;
    try {
      const spec = { path, roundId, itemCount, task, classes, needsProbabilities };
      const done = await this.#pool.run(
        { ...spec, ids: ids?.packedIds ?? null, wantsPredictions, isLeft },
        timeMsMax,
      );
      usedMs = done.ok ? done.value.usedMs : timeMsMax;
      job.settle(done.ok ? done.value.value : refuseCost(limitWords[done.error](timeMsMax)));
    } catch (cause) {
      job.fail(cause);
    } finally {
      signal?.removeEventListener('abort', leave);
      this.#runningCount -= 1;
      this.#queue.finish(job, usedMs, performance.now());
      this.#startNext();
    }
  }
}

const limitWords: Readonly<Record<Overrun, (timeMsMax: number) => string>> = {
  time: (timeMsMax) => `${Math.ceil(timeMsMax / 1000)} s of processor time`,
  memory: () => 'the memory that a file may have',
};

const refuseCost = (limit: string) =>
  refuse({
    problems: [
      {
        code: 'too_costly',
        line: null,
        column: null,
        detail: `reading it took more than ${limit}`,
        hint: 'An honest file of this round takes a fraction of that. Write plain rows: an id and its prediction.',
      },
    ],
    problemCount: 1,
  });
