import { availableParallelism } from 'node:os';
import { ok, type Result, refuse } from '@/lib/core/result';
import { countPlainBytesMax } from '@/lib/core/submission/plain-bytes-max';
import type { Predictions } from '@/lib/core/submission/predictions';
import { createReadingLine } from '@/lib/core/submission/reading-line';
import { IdsOfRounds } from './ids-of-rounds';
import type { FileToRead, NotRead, PredictionsReaders, PredictionsRefused } from './predictions-readers';
import { type ReaderThread, startReaderThread, type ThreadOutcome } from './reader-thread';

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

export type ThreadedReaders = PredictionsReaders & { stop(): Promise<void> };

/**
 * Readers in threads of their own, several at once: a file that takes too long ends its thread and is refused, and nothing else
 * waits for it. Threads are started at once, so that the first file doesn't wait for one.
 */
export function startReadersInThreads(options: {
  readonly objectStoreDir: string;
  /** For tests: processor time of every file. */
  readonly timeMsMax?: number;
}): ThreadedReaders {
  const readerCount = Math.min(4, Math.max(2, availableParallelism()));
  const line = createReadingLine<Job>({ readerCount, waitingMax });
  const ids = new IdsOfRounds();
  const threads: ReaderThread[] = Array.from({ length: readerCount }, () =>
    startReaderThread(options.objectStoreDir, () => giveOut()),
  );

  function giveOut(): void {
    for (const thread of threads) {
      if (!thread.isFree) continue;
      const job = line.takeNext(performance.now());
      if (job === undefined) return;
      void work(thread, job);
    }
  }

  async function work(thread: ReaderThread, job: Job): Promise<void> {
    const { file, wantsPredictions, timeMsMax } = job;
    let usedMs = 0;
    try {
      const done = await thread.read(file, {
        wantsPredictions,
        timeMsMax,
        ids: file.ids?.packedIds ?? ids.find(file.roundId),
      });
      usedMs = done.usedMs;
      if (done.ids) ids.keep(file.roundId, done.ids);
      job.settle(settledOf(done.outcome, timeMsMax));
    } catch (cause) {
      job.fail(cause);
    } finally {
      line.finish(job, usedMs, performance.now());
      giveOut();
    }
  }

  function run(file: FileToRead, wantsPredictions: boolean): Promise<Settled> {
    const plainBytesMax = countPlainBytesMax(file);
    return new Promise((resolve, reject) => {
      const job: Job = {
        file,
        wantsPredictions,
        personId: file.personId,
        isHeavy: plainBytesMax >= heavyBytesMin,
        timeMsMax: options.timeMsMax ?? timeMsMin + (timeMsPerMegabyte * plainBytesMax) / 1024 ** 2,
        settle: resolve,
        fail: reject,
      };
      if (file.signal?.aborted) return resolve('left');
      if (!line.join(job)) return resolve('full');
      file.signal?.addEventListener('abort', () => line.leave(job) && resolve('left'), { once: true });
      giveOut();
    });
  }

  return {
    async check(file) {
      const outcome = await run(file, false);
      return typeof outcome === 'string' || !outcome.ok ? outcome : ok(null);
    },
    async read(file) {
      const outcome = await run(file, true);
      if (typeof outcome === 'string' || !outcome.ok) return outcome;
      if (outcome.value === null) throw new Error('a reader kept the predictions to itself');
      return ok(outcome.value);
    },
    stop: async () => {
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
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
