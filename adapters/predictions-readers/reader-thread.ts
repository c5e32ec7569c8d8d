import { Worker } from 'node:worker_threads';
import type { PackedTexts } from '@/lib/core/files/packed-texts';
import { measureThreadTime } from './measure-thread-time';
import type { FileToRead } from './predictions-readers';
import type { ThreadAnswer, ThreadRequest, ThreadStart } from './thread-messages';

export type ThreadOutcome =
  | Exclude<ThreadAnswer, { kind: 'ready' | 'begins' | 'failed' }>
  | { readonly kind: 'out-of-time' }
  | { readonly kind: 'out-of-memory' };

/** What came of a file, how long its thread was at it, and the round's ids where the thread has read them. */
export type ThreadDone = { outcome: ThreadOutcome; usedMs: number; ids: PackedTexts | null };

export type ReaderThread = {
  /** Whether it has started and reads nothing. */
  readonly isFree: boolean;
  /** @throws what isn't the file's fault */
  read(file: FileToRead, how: ReadingHow): Promise<ThreadDone>;
  stop(): Promise<void>;
};

type ReadingHow = {
  readonly wantsPredictions: boolean;
  readonly timeMsMax: number;
  /** Null where the thread is to read the round's inputs. */
  readonly ids: PackedTexts | null;
};

/** How often a thread at work is looked at. */
const lookEveryMs = 50;

/** The memory of JavaScript's own; the columns of a file lie beside it, and are bounded by its round. */
const heapMegabytesMax = 512;

/** A thread that ends before it has started is started again after that long. */
const restartAfterMs = 2_000;

/** One file's reading, as its thread's parent follows it. */
type Reading = {
  readonly fileNumber: number;
  readonly timeMsMax: number;
  /** Null before the ids are there. */
  begunAtMs: number | null;
  ids: PackedTexts | null;
  readonly settle: (done: ThreadDone) => void;
  readonly fail: (cause: unknown) => void;
};

type Running = { worker: Worker; systemId: number | null; isReady: boolean; roundId: string | null };

/**
 * A thread that reads files, and is started anew when it ends: because a file took its time or memory, or by a fault of ours.
 * @param onFree called when it can read the next file
 */
export function startReaderThread(objectStoreDir: string, onFree: () => void): ReaderThread {
  const leftFile = new SharedArrayBuffer(4);
  const left = new Int32Array(leftFile);
  let fileCount = 0;
  let reading: Reading | null = null;
  let isStopped = false;
  let running = start();

  function start(): Running {
    const workerData: ThreadStart = { objectStoreDir, leftFile };
    const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
    });
    worker.unref();
    const started: Running = { worker, systemId: null, isReady: false, roundId: null };
    worker.on('message', (answer: ThreadAnswer) => hear(started, answer));
    worker.on('error', (error) => endReading(outcomeOf(error), error));
    worker.on('exit', () => {
      endReading(null, new Error('a thread that reads files has ended'));
      if (isStopped || running !== started) return;
      const restart = () => {
        if (!isStopped) running = start();
      };
      if (started.isReady) restart();
      else setTimeout(restart, restartAfterMs).unref();
    });
    return started;
  }

  function hear(from: Running, answer: ThreadAnswer): void {
    switch (answer.kind) {
      case 'ready':
        from.systemId = answer.systemId;
        from.isReady = true;
        onFree();
        return;
      case 'begins':
        if (reading === null) return;
        reading.begunAtMs = measureThreadTime(from.worker, from.systemId);
        reading.ids = answer.ids;
        return;
      case 'failed':
        from.roundId = null;
        endReading(null, answer.error);
        return;
      default:
        endReading(answer, null);
    }
  }

  function endReading(outcome: ThreadOutcome | null, cause: unknown): void {
    const ended = reading;
    reading = null;
    if (outcome === null) ended?.fail(cause);
    else ended?.settle({ outcome, usedMs: usedMs(ended), ids: ended.ids });
  }

  /** Ends a thread over a file, and starts another at once. */
  function replace(outcome: ThreadOutcome): void {
    endReading(outcome, null);
    const { worker } = running;
    running = start();
    void worker.terminate();
  }

  const usedMs = ({ begunAtMs }: Reading): number =>
    begunAtMs === null ? 0 : measureThreadTime(running.worker, running.systemId) - begunAtMs;

  function look(): void {
    if (reading !== null && usedMs(reading) > reading.timeMsMax) replace({ kind: 'out-of-time' });
  }

  return {
    get isFree() {
      return running.isReady && reading === null && !isStopped;
    },
    async read(file, { wantsPredictions, timeMsMax, ids }) {
      const fileNumber = ++fileCount;
      const leave = () => Atomics.store(left, 0, fileNumber);
      const looking = setInterval(look, lookEveryMs);
      try {
        return await new Promise<ThreadDone>((settle, fail) => {
          reading = { fileNumber, timeMsMax, begunAtMs: null, ids: null, settle, fail };
          file.signal?.addEventListener('abort', leave, { once: true });
          const known = running.roundId === file.roundId;
          running.worker.postMessage(
            requestOf(file, { fileNumber, wantsPredictions, ids: known ? null : ids }),
          );
          running.roundId = file.roundId;
        });
      } finally {
        clearInterval(looking);
        file.signal?.removeEventListener('abort', leave);
      }
    },
    async stop() {
      isStopped = true;
      await running.worker.terminate();
    },
  };
}

const requestOf = (
  { path, roundId, itemCount, task, classes, needsProbabilities }: FileToRead,
  how: Pick<ThreadRequest, 'fileNumber' | 'wantsPredictions' | 'ids'>,
): ThreadRequest => ({ ...how, path, roundId, itemCount, task, classes, needsProbabilities });

const outcomeOf = (error: unknown): ThreadOutcome | null =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { kind: 'out-of-memory' }
    : null;
