import { workerData } from 'node:worker_threads';
import type { PackedTexts } from '@/lib/core/files/packed-texts';
import type { Result } from '@/lib/core/result';
import { indexPackedIds } from '@/lib/core/round/item-index';
import { countClipped } from '@/lib/core/scoring/count-clipped';
import type { Predictions } from '@/lib/core/submission/predictions';
import { boundedTask } from '../bounded-task';
import { type ObjectStorePlace, openObjectStore } from '../object-store/open-object-store';
import { readItemIndex } from '../published-round-files';
import {
  type FileToRead,
  type PredictionsRefused,
  ReadingLeft,
  readPredictionsFile,
} from '../read-predictions-file';

export type ReaderStart = { readonly place: ObjectStorePlace };

export type ReadingTask = Omit<FileToRead, 'ids' | 'personId' | 'signal'> & {
  /** The round's ids; null makes the thread read them from the round's published inputs. */
  readonly ids: PackedTexts | null;
  readonly wantsPredictions: boolean;
  /** Shared memory whose value becomes 1 when the client that sent the file has disconnected. */
  readonly isLeft: Int32Array;
};

export type ReadingOutcome = Result<Predictions | number, PredictionsRefused> | 'left';

const { place }: ReaderStart = workerData;

const objects = await openObjectStore(place);

export const runTask = boundedTask(async (task: ReadingTask, begin): Promise<ReadingOutcome> => {
  const ids = task.ids ? indexPackedIds(task.ids) : await readItemIndex(objects, task.roundId);
  begin();
  try {
    const outcome = await readPredictionsFile(
      task.path,
      { ...task, ids },
      () => Atomics.load(task.isLeft, 0) === 1,
    );
    if (!outcome.ok || task.wantsPredictions) return outcome;
    return { ok: true, value: countClipped(outcome.value, task.logLossClip ?? null) };
  } catch (error) {
    if (error instanceof ReadingLeft) return 'left';
    throw error;
  }
});
