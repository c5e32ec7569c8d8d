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
  readonly timeMsMax: number;
  /** Null before the ids are there. */
  begunAtMs: number | null;
  ids: PackedTexts | null;
  readonly settle: (done: ThreadDone) => void;
  readonly fail: (cause: unknown) => void;
};

/** A thread, from its start to its end. `roundId` is that of the file it has read last. */
type Running = { worker: Worker; systemId: number | null; isReady: boolean; roundId: string | null };

/** A thread that reads files, and is started anew when it ends: because a file took its time or memory, or by a fault of ours. */
export class ReaderThread {
  readonly #objectStoreDir: string;
  readonly #onFree: () => void;
  /** The number of the file that is to be left, where the thread sees it. */
  readonly #left = new Int32Array(new SharedArrayBuffer(4));
  #running: Running;
  #reading: Reading | null = null;
  #fileCount = 0;
  #isStopped = false;

  /** @param onFree called when the thread has started, so that it can read a file */
  constructor(objectStoreDir: string, onFree: () => void) {
    this.#objectStoreDir = objectStoreDir;
    this.#onFree = onFree;
    this.#running = this.#start();
  }

  /** Whether it has started and reads nothing. */
  get isFree(): boolean {
    return this.#running.isReady && this.#reading === null && !this.#isStopped;
  }

  /** To be asked for while it is free. @throws what isn't the file's fault */
  async read(file: FileToRead, { wantsPredictions, timeMsMax, ids }: ReadingHow): Promise<ThreadDone> {
    const fileNumber = ++this.#fileCount;
    const leave = () => Atomics.store(this.#left, 0, fileNumber);
    const looking = setInterval(() => this.#look(), lookEveryMs);
    file.signal?.addEventListener('abort', leave, { once: true });
    try {
      return await new Promise<ThreadDone>((settle, fail) => {
        this.#reading = { timeMsMax, begunAtMs: null, ids: null, settle, fail };
        const running = this.#running;
        const sent = running.roundId === file.roundId ? null : ids;
        running.worker.postMessage(requestOf(file, { fileNumber, wantsPredictions, ids: sent }));
        running.roundId = file.roundId;
      });
    } finally {
      clearInterval(looking);
      file.signal?.removeEventListener('abort', leave);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running.worker.terminate();
  }

  #start(): Running {
    const workerData: ThreadStart = { objectStoreDir: this.#objectStoreDir, leftFile: this.#left };
    const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
    });
    worker.unref();
    const started: Running = { worker, systemId: null, isReady: false, roundId: null };
    worker.on('message', (answer: ThreadAnswer) => this.#hear(started, answer));
    worker.on('error', (error) => {
      if (this.#running === started) this.#endReading(outcomeOf(error), error);
    });
    worker.on('exit', () => {
      if (this.#running !== started) return;
      this.#endReading(null, new Error('a thread that reads files has ended'));
      if (started.isReady) this.#restart();
      else setTimeout(() => this.#restart(), restartAfterMs).unref();
    });
    return started;
  }

  #restart(): void {
    if (!this.#isStopped) this.#running = this.#start();
  }

  #hear(from: Running, answer: ThreadAnswer): void {
    // What an ended thread had still said.
    if (from !== this.#running) return;
    switch (answer.kind) {
      case 'ready':
        from.systemId = answer.systemId;
        from.isReady = true;
        this.#onFree();
        return;
      case 'begins':
        if (this.#reading === null) return;
        this.#reading.begunAtMs = measureThreadTime(from.worker, from.systemId);
        this.#reading.ids = answer.ids;
        return;
      case 'failed':
        from.roundId = null;
        this.#endReading(null, answer.error);
        return;
      default:
        this.#endReading(answer, null);
    }
  }

  #endReading(outcome: ThreadOutcome | null, cause: unknown): void {
    const ended = this.#reading;
    if (ended === null) return;
    this.#reading = null;
    if (outcome === null) ended.fail(cause);
    else ended.settle({ outcome, usedMs: this.#countUsedMs(ended), ids: ended.ids });
  }

  #countUsedMs({ begunAtMs }: Reading): number {
    if (begunAtMs === null) return 0;
    const { worker, systemId } = this.#running;
    return Math.max(0, measureThreadTime(worker, systemId) - begunAtMs);
  }

  /** Ends the thread of a file that has taken its time, and starts another at once. */
  #look(): void {
    if (this.#reading === null || this.#countUsedMs(this.#reading) <= this.#reading.timeMsMax) return;
    this.#endReading({ kind: 'out-of-time' }, null);
    const { worker } = this.#running;
    this.#restart();
    void worker.terminate();
  }
}

const requestOf = (
  { path, roundId, itemCount, task, classes, needsProbabilities }: FileToRead,
  how: Pick<ThreadRequest, 'fileNumber' | 'wantsPredictions' | 'ids'>,
): ThreadRequest => ({ ...how, path, roundId, itemCount, task, classes, needsProbabilities });

const outcomeOf = (error: unknown): ThreadOutcome | null =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { kind: 'out-of-memory' }
    : null;
