import { objectKeys } from '@/adapters/object-store/object-store';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * Deletes the file of a version whose submission ended without a score: it was refused, and never runs again. Otherwise a sender
 * of faulty models, which take no slot, could fill the disk.
 */
export async function deleteRefusedArtefact(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  { versionId, isAutomatic }: Pick<SubmissionRow, 'versionId' | 'isAutomatic'>,
): Promise<void> {
  if (versionId !== null && !isAutomatic) await objects.delete(objectKeys.artefact(versionId));
}
