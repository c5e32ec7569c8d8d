import {
  artefactFolders,
  type ListedObject,
  objectKeys,
  partSuffix,
} from '@/adapters/object-store/object-store';
import { listDryRunsWithFile, listVersionsWithFile } from '@/db/queries/model-version-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { isUuid } from '@/lib/core/is-uuid';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * Deletes the file of a version whose submission ended without a score, since it never runs again. Otherwise
 * a participant could fill the disk with faulty models, which use no quota slot.
 */
export async function deleteRefusedArtefact(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  { versionId, isAutomatic }: Pick<SubmissionRow, 'versionId' | 'isAutomatic'>,
): Promise<void> {
  if (versionId !== null && !isAutomatic) await objects.delete(objectKeys.artefact(versionId));
}

/**
 * Minimum age in milliseconds of a file to delete: longer than any upload takes, from its first byte to its
 * database row.
 */
const leftAfterMs = 24 * 60 * 60_000;

const batchSize = 500;

/**
 * Deletes unneeded model files: of rejected versions, of finished dry runs, and of submissions that were
 * never accepted, if the process that should have deleted them died. Such a file may have 200 MB. (A rejected
 * upload's file is deleted at once.) @returns the number of deleted files
 */
export async function deleteLeftArtefacts(
  { client: { db }, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  nowMs: number,
): Promise<number> {
  let count = 0;
  const deleteUnneeded = async (batch: ListedObject[], listNeeded: typeof listVersionsWithFile) => {
    const needed = await listNeeded(db, [...new Set(batch.map(({ id }) => id))]);
    for (const { id, key } of batch) {
      // An incomplete file of a process that died belongs to no version.
      if (needed.has(id) && !key.endsWith(partSuffix)) continue;
      await objects.delete(key);
      count++;
    }
  };
  for (const [folder, listNeeded] of [
    [artefactFolders.versions, listVersionsWithFile],
    [artefactFolders.dryRuns, listDryRunsWithFile],
  ] as const) {
    let batch: ListedObject[] = [];
    for await (const found of objects.list(folder)) {
      if (!isUuid(found.id) || nowMs - found.storedAtMs < leftAfterMs) continue;
      batch.push(found);
      if (batch.length < batchSize) continue;
      await deleteUnneeded(batch, listNeeded);
      batch = [];
    }
    if (batch.length > 0) await deleteUnneeded(batch, listNeeded);
  }
  return count;
}

/**
 * Deletes incomplete objects that a process which died left anywhere in the store; in an S3 service these are
 * multipart uploads. @returns the number of deleted objects
 */
export async function deleteIncompleteObjects(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  nowMs: number,
): Promise<number> {
  let count = 0;
  for await (const { key, storedAtMs } of objects.list('')) {
    if (!key.endsWith(partSuffix) || nowMs - storedAtMs < leftAfterMs) continue;
    await objects.delete(key);
    count++;
  }
  return count;
}
