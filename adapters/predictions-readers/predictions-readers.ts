import type { FileFault } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import type { ItemIndex } from '@/lib/core/round/item-index';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';

export type PredictionsRefused = { problems: readonly FileFault[]; problemCount: number };

/** A prediction file on this machine's disk, and its round. */
export type FileToRead = Pick<PredictionsSpec, 'task' | 'classes' | 'needsProbabilities'> & {
  readonly path: string;
  readonly roundId: string;
  readonly itemCount: number;
  /** The round's ids; null where its inputs are published, and contain them. */
  readonly ids: ItemIndex | null;
  /** The person whose turn it uses; null for the site's own. */
  readonly personId: string | null;
  /** Aborts when the caller no longer waits. */
  readonly signal: AbortSignal | null;
  /** The result of `findClip`; null or absent where no probability is clipped. */
  readonly logLossClip?: number | null;
};

/** `full`: the queue is full. `left`: the signal was aborted. */
export type NotRead = 'full' | 'left';

/** Reads prediction files, each within limits of its own, so that none holds up another. */
export type PredictionsReaders = {
  /** Checks the file against its round, and counts the clipped probabilities. */
  check(file: FileToRead): Promise<Result<number, PredictionsRefused> | NotRead>;
  read(file: FileToRead): Promise<Result<Predictions, PredictionsRefused> | NotRead>;
};
