import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type ObjectStore, objectKeys } from '@/lib/adapters/object-store/object-store';
import { decodePredictions, encodePredictions } from '@/lib/core/submission/encode-predictions';
import type { Predictions } from '@/lib/core/submission/predictions';

/**
 * A scored submission's predictions as columns, so that what is decided from them needs no parser. They are plain as the file is that
 * they come from: whoever has the store has the file.
 */
export async function storePredictionColumns(
  objects: ObjectStore,
  submissionId: string,
  predictions: Predictions,
): Promise<void> {
  await objects.put(
    objectKeys.predictionColumns(submissionId),
    Readable.from([encodePredictions(predictions)]),
  );
}

/** @throws when they were never stored or have been deleted */
export async function openPredictionColumns(
  objects: ObjectStore,
  submissionId: string,
  of: { itemCount: number; classCount: number },
): Promise<Predictions> {
  const { stream } = await objects.open(objectKeys.predictionColumns(submissionId));
  return decodePredictions(await buffer(stream), of);
}
