import { availableParallelism } from 'node:os';
import { ok, type Result, refuse } from '@/lib/core/result';
import { countPlainBytesMax } from '@/lib/core/submission/plain-bytes-max';
import type { Predictions } from '@/lib/core/submission/predictions';
import { createReadingLine, type ReadingLine } from '@/lib/core/submission/reading-line';
import { IdsOfRounds } from './ids-of-rounds';
import type { FileToRead, NotRead, PredictionsReaders, PredictionsRefused } from './predictions-readers';
import { ReaderThread, type ThreadOutcome } from './reader-thread';

/** Files that wait at the most; each is a request that somebody holds open. */
const waitingMax = 60;

/** From here on a file may take a reader for seconds. */
const heavyBytesMin = 32 * 1024 * 1024;

/**
 * Processor time of one file: a million honest rows take two or three seconds on a small machine, and a file of fewer items may be
 * so much smaller.
 */
const timeMsMin = 3_000;
const timeMsPerMegabyte = 150;

type Job = {
  readonly file: FileToRead;
  readonly wantsPredictions: boolean;
  readonly personId: string | null;
  readonly isHeavy: boolean;
  readonly timeMsMax: number;
  readonly settle: (outcome: Settled) => void;
  readonly fail: (cause: unknown) => void;
};
type Settled = Result<Predictions | null, PredictionsRefused> | NotRead;

type Options = {
  readonly objectStoreDir: string;
  /** How many; by the machine's processors where nobody says. */
  readonly readerCount?: number;
  /** For tests: processor time of every file. */
  readonly timeMsMax?: number;
};

/**
 * Readers in threads of their own, several at once: a file that takes too long ends its thread and is refused, and nothing else
 * waits for it. The threads are started at once, so that the first file doesn't wait for one.
 */
export class ReadersInThreads implements PredictionsReaders {
  readonly #timeMsMax: number | undefined;
  readonly #line: ReadingLine<Job>;
  readonly #threads: readonly ReaderThread[];
  readonly #ids = new IdsOfRounds();

  constructor({
    objectStoreDir,
    timeMsMax,
    readerCount = Math.min(4, Math.max(2, availableParallelism())),
  }: Options) {
    this.#timeMsMax = timeMsMax;
    this.#line = createReadingLine<Job>({ readerCount, waitingMax });
    this.#threads = Array.from(
      { length: readerCount },
      () => new ReaderThread(objectStoreDir, () => this.#giveOut()),
    );
  }

  async check(file: FileToRead): Promise<Result<null, PredictionsRefused> | NotRead> {
    const outcome = await this.#run(file, false);
    return typeof outcome === 'string' || !outcome.ok ? outcome : ok(null);
  }

  async read(file: FileToRead): Promise<Result<Predictions, PredictionsRefused> | NotRead> {
    const outcome = await this.#run(file, true);
    if (typeof outcome === 'string' || !outcome.ok) return outcome;
    if (outcome.value === null) throw new Error('a reader kept the predictions to itself');
    return ok(outcome.value);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }

  #run(file: FileToRead, wantsPredictions: boolean): Promise<Settled> {
    const { personId, signal } = file;
    const bytesMax = countPlainBytesMax(file);
    const timeMsMax = this.#timeMsMax ?? timeMsMin + (timeMsPerMegabyte * bytesMax) / 1024 ** 2;
    return new Promise((settle, fail) => {
      const isHeavy = bytesMax >= heavyBytesMin;
      const job: Job = { file, wantsPredictions, personId, isHeavy, timeMsMax, settle, fail };
      if (signal?.aborted) return settle('left');
      const leaving = this.#line.join(job, performance.now());
      leaving?.settle('full');
      if (leaving === job) return;
      signal?.addEventListener('abort', () => this.#line.leave(job) && settle('left'), { once: true });
      this.#giveOut();
    });
  }

  #giveOut(): void {
    for (const thread of this.#threads) {
      if (!thread.isFree) continue;
      const job = this.#line.takeNext(performance.now());
      if (job === undefined) return;
      void this.#work(thread, job);
    }
  }

  async #work(thread: ReaderThread, job: Job): Promise<void> {
    const { file, wantsPredictions, timeMsMax } = job;
    const ids = file.ids?.packedIds ?? this.#ids.find(file.roundId);
    let usedMs = 0;
    try {
      const done = await thread.read(file, { wantsPredictions, timeMsMax, ids });
      usedMs = done.usedMs;
      if (done.ids) this.#ids.keep(file.roundId, done.ids);
      job.settle(settledOf(done.outcome, timeMsMax));
    } catch (cause) {
      job.fail(cause);
    } finally {
      this.#line.finish(job, usedMs, performance.now());
      this.#giveOut();
    }
  }
}

function settledOf(outcome: ThreadOutcome, timeMsMax: number): Settled {
  switch (outcome.kind) {
    case 'good':
      return ok(outcome.predictions);
    case 'refused':
      return refuse(outcome.refused);
    case 'left':
      return 'left';
    case 'out-of-time':
      return refuseCost(`${Math.ceil(timeMsMax / 1000)} s of processor time`);
    case 'out-of-memory':
      return refuseCost('the memory that a file may have');
  }
}

const refuseCost = (what: string) =>
  refuse({
    problems: [
      {
        code: 'too_costly',
        line: null,
        column: null,
        detail: `reading it took more than ${what}`,
        hint: 'An honest file of this round takes a fraction of that. Write plain rows: an id and its prediction.',
      },
    ],
    problemCount: 1,
  });
