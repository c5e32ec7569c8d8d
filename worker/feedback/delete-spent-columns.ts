import { objectKeys } from '@/adapters/object-store/object-store';
import { listSpentSubmissions } from '@/db/queries/feedback-queries';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * Deletes the prediction columns of a round with an official ranking and complete feedback, which no longer needs them.
 * Idempotent.
 */
export async function deleteSpentColumns(
  { client, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  roundId: string,
): Promise<void> {
  for (const submissionId of await listSpentSubmissions(client.db, roundId))
    await objects.delete(objectKeys.predictionColumns(submissionId));
}
