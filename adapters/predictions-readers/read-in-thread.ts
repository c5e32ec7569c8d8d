import { readlinkSync } from 'node:fs';
import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { type ItemIndex, indexPackedIds } from '@/lib/core/round/item-index';
import type { Predictions } from '@/lib/core/submission/predictions';
import { localObjectStore } from '../object-store/local-object-store';
import { ReadingLeft, readPredictionsFile } from '../read-predictions-file';
import { readItemIndexOnce } from '../round-inputs';
import type { ThreadAnswer, ThreadRequest, ThreadStart } from './thread-messages';

/** The program of a thread that reads prediction files, one after the other. */

const { objectStoreDir, leftFile }: ThreadStart = workerData;
const objects = localObjectStore(objectStoreDir);
/** Of the round whose file was read last: files of one round come together. */
let known: { readonly roundId: string; readonly ids: ItemIndex } | null = null;

const tell = (answer: ThreadAnswer, transfer: TransferListItem[] = []) =>
  parentPort!.postMessage(answer, transfer);

parentPort!.on('message', async (request: ThreadRequest) => {
  try {
    const ids = await findIds(request);
    const outcome = await readPredictionsFile(
      request.path,
      { ...request, ids },
      () => Atomics.load(leftFile, 0) === request.fileNumber,
    );
    if (!outcome.ok) tell({ kind: 'refused', refused: outcome.error });
    else if (!request.wantsPredictions) tell({ kind: 'good', predictions: null });
    else tell({ kind: 'good', predictions: outcome.value }, listBuffers(outcome.value));
  } catch (error) {
    tell(error instanceof ReadingLeft ? { kind: 'left' } : { kind: 'failed', error });
  }
});

async function findIds({ roundId, ids }: ThreadRequest): Promise<ItemIndex> {
  if (known?.roundId === roundId) {
    tell({ kind: 'begins', ids: null });
    return known.ids;
  }
  known = null;
  const index = ids === null ? await readItemIndexOnce(objects, roundId) : indexPackedIds(ids);
  known = { roundId, ids: index };
  tell({ kind: 'begins', ids: ids === null ? index.packedIds : null });
  return index;
}

function listBuffers(predictions: Predictions): TransferListItem[] {
  if (predictions.kind === 'texts') return [];
  const { predicted } = predictions;
  return predictions.kind === 'probabilities'
    ? [bufferOf(predicted), bufferOf(predictions.probabilities)]
    : [bufferOf(predicted)];
}

/** The columns are made by the reader and share memory with nobody. */
function bufferOf({ buffer }: Int32Array | Float64Array): ArrayBuffer {
  if (buffer instanceof ArrayBuffer) return buffer;
  throw new Error('predictions in shared memory');
}

/** The system's own count of a thread's time is asked for by this number; Linux alone has it. */
function findSystemId(): number | null {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1)) || null;
  } catch {
    return null;
  }
}

tell({ kind: 'ready', systemId: findSystemId() });
