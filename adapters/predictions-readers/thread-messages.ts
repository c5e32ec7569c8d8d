import type { PackedTexts } from '@/lib/core/files/packed-texts';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { FileToRead, PredictionsRefused } from './predictions-readers';

/** What a thread is started with. */
export type ThreadStart = {
  readonly objectStoreDir: string;
  /** Shared: the number of the file that is to be left. */
  readonly leftFile: Int32Array;
};

/** A file for a thread. `ids` are null where it has them from the file before, or is to read the round's inputs. */
export type ThreadRequest = Omit<FileToRead, 'ids' | 'personId' | 'signal'> & {
  readonly fileNumber: number;
  readonly ids: PackedTexts | null;
  readonly wantsPredictions: boolean;
};

export type ThreadAnswer =
  /** Sent once: the thread's number in the system, where the system tells. */
  | { readonly kind: 'ready'; readonly systemId: number | null }
  /** The ids are there and the file's own time begins. `ids` where they were read from the inputs. */
  | { readonly kind: 'begins'; readonly ids: PackedTexts | null }
  | { readonly kind: 'good'; readonly predictions: Predictions | null }
  | { readonly kind: 'refused'; readonly refused: PredictionsRefused }
  | { readonly kind: 'left' }
  | { readonly kind: 'failed'; readonly error: unknown };
