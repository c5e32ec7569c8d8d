import type { FileFault } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { ItemIndex } from '@/lib/core/round/item-index';
import { countClipped } from '@/lib/core/scoring/count-clipped';
import { countPlainBytesMax, parsePredictions } from '@/lib/core/submission/parse-predictions';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';
import type { PoolUsage } from './bounded-pool';
import { openPlainBytes } from './decompress';
import { FileRefused } from './faults';
import type { ObjectStore } from './object-store/object-store';
import { readItemIndex } from './published-round-files';

export type PredictionsRefused = { problems: readonly FileFault[]; problemCount: number };

/** A prediction file on this machine's disk, and its round. */
export type FileToRead = Pick<PredictionsSpec, 'task' | 'classes' | 'needsProbabilities'> & {
  readonly path: string;
  readonly roundId: string;
  readonly itemCount: number;
  /** The round's ids; null if its published inputs contain them. */
  readonly ids: ItemIndex | null;
  /**
   * The person whose turn in the queue this file takes, since persons are served in turn; null for the site's
   * own reads.
   */
  readonly personId: string | null;
  /** Aborts when the caller no longer waits. */
  readonly signal: AbortSignal | null;
  /** The result of `findClip`; null or absent where no probability is clipped. */
  readonly logLossClip?: number | null;
};

/** Reasons why a file wasn't read. `full`: the queue is full. `left`: the caller aborted the signal. */
export type NotRead = 'full' | 'left';

/** Reads prediction files, each within limits of its own, so that one file can't delay another. */
export type PredictionsReaders = {
  /** Checks the file against its round, and counts the clipped probabilities. */
  check(file: FileToRead): Promise<Result<number, PredictionsRefused> | NotRead>;
  read(file: FileToRead): Promise<Result<Predictions, PredictionsRefused> | NotRead>;
  usage(): PoolUsage;
};

/** Error that ends the reading of a file because the caller no longer waits for it. */
export class ReadingLeft extends Error {}

/**
 * Reads a prediction file (plain, gzip or one-file zip; CSV or JSON Lines) against a round's ids. The web
 * process reads each file before it takes a quota slot, and the scorer again before it scores, with the same
 * outcome. @param isLeft called before each piece; true if the caller no longer waits @throws ReadingLeft
 */
export async function readPredictionsFile(
  path: string,
  spec: Omit<PredictionsSpec, 'format'>,
  isLeft: () => boolean = () => false,
): Promise<Result<Predictions, PredictionsRefused>> {
  const plainBytesMax = countPlainBytesMax({ ...spec, itemCount: spec.ids.size });
  try {
    return await parsePredictions(untilLeft(openPlainBytes(path, { plainBytesMax }), isLeft), spec);
  } catch (error) {
    if (error instanceof FileRefused) return refuse({ problems: [error.problem], problemCount: 1 });
    throw error;
  }
}

async function* untilLeft(
  pieces: AsyncIterable<Uint8Array>,
  isLeft: () => boolean,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    if (isLeft()) throw new ReadingLeft();
    yield piece;
  }
}

/**
 * Reads in the calling thread, without limits. For programs that read trusted files one after another: the
 * demo, benchmarks and tests.
 */
export function readersInThisThread(objects: ObjectStore): PredictionsReaders {
  const read = async ({ path, ids, roundId, ...spec }: FileToRead) =>
    readPredictionsFile(path, { ...spec, ids: ids ?? (await readItemIndex(objects, roundId)) });
  return {
    read,
    usage: () => ({ threads: 0, running: 0, waiting: 0 }),
    async check(file) {
      const outcome = await read(file);
      return outcome.ok ? ok(countClipped(outcome.value, file.logLossClip ?? null)) : outcome;
    },
  };
}
