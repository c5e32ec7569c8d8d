import type { FileFault } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import type { ItemIndex } from '@/lib/core/round/item-index';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { PredictionsSpec } from '@/lib/core/submission/validate-predictions';

export type PredictionsRefused = { problems: readonly FileFault[]; problemCount: number };

/** A prediction file on this machine's disk, and the round that it is for. */
export type FileToRead = Pick<PredictionsSpec, 'task' | 'classes' | 'needsProbabilities'> & {
  readonly path: string;
  readonly roundId: string;
  readonly itemCount: number;
  /** Of the round; null where its inputs are published, and are to be read. */
  readonly ids: ItemIndex | null;
  /** Whose turn it takes; null for the site's own. */
  readonly personId: string | null;
  /** Ends the reading: nobody waits for it any more. */
  readonly signal: AbortSignal | null;
  /** Of `findClip`; null or lacking where nothing is clipped. */
  readonly logLossClip?: number | null;
};

/** `full`: as many files wait as may. `left`: the signal came. */
export type NotRead = 'full' | 'left';

/** Reads prediction files, each within limits of its own, so that none holds up another. */
export type PredictionsReaders = {
  /** Whether the file is what its round wants, and how many of its probabilities are clipped. */
  check(file: FileToRead): Promise<Result<number, PredictionsRefused> | NotRead>;
  read(file: FileToRead): Promise<Result<Predictions, PredictionsRefused> | NotRead>;
};
