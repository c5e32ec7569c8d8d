import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type ObjectStore, objectKeys } from '@/adapters/object-store/object-store';
import { listSpentSubmissions } from '@/db/queries/feedback-queries';
import { decodePredictions, encodePredictions, type Predictions } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import { decrypt, encryptPieces } from '../vault/round-cipher';

/**
 * Stores a scored submission's predictions as columns, so that feedback decisions needn't parse files. They
 * are encrypted under the round's key, and the authentication tag covers the submission's id, so that no
 * other file can replace the scored one in the store.
 */
export async function storePredictionColumns(
  objects: ObjectStore,
  { submissionId, key, predictions }: { submissionId: string; key: Uint8Array; predictions: Predictions },
): Promise<void> {
  await objects.put(
    objectKeys.predictionColumns(submissionId),
    Readable.from(encryptPieces(key, `columns:${submissionId}`, [encodePredictions(predictions)])),
  );
}

/** Decrypts a submission's prediction columns. @throws when they were never stored or have been deleted */
export async function openPredictionColumns(
  objects: ObjectStore,
  submissionId: string,
  shape: { key: Uint8Array; itemCount: number; classCount: number },
): Promise<Predictions> {
  const { stream } = await objects.open(objectKeys.predictionColumns(submissionId));
  return decodePredictions(decrypt(shape.key, `columns:${submissionId}`, await buffer(stream)), shape);
}

/**
 * Deletes the prediction columns of a round that has an official ranking and complete feedback, since nothing
 * reads them afterwards. Idempotent.
 */
export async function deleteSpentColumns(
  { client, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  roundId: string,
): Promise<void> {
  for (const submissionId of await listSpentSubmissions(client.db, roundId))
    await objects.delete(objectKeys.predictionColumns(submissionId));
}
