import { artefactFolders, type ListedObject } from '@/adapters/object-store/object-store';
import { listDryRunsWithFile, listVersionsWithFile } from '@/db/queries/artefact-queries';
import { isUuid } from '@/lib/core/is-uuid';
import type { ScorerPlatform } from '../scorer-platform';

/** Longer than any upload takes, from its first byte to the row that names it. */
const leftAfterMs = 24 * 60 * 60_000;
const batchSize = 500;

/**
 * Deletes the files of models that nothing needs: of refused versions, of dry runs that are over, and of what was never accepted, where
 * the process that was to delete them died first. A file may be of 200 MB. One that is refused at once is deleted at once.
 * @returns how many
 */
export async function deleteLeftArtefacts(
  { client: { db }, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  nowMs: number,
): Promise<number> {
  let count = 0;
  const deleteUnneeded = async (batch: ListedObject[], listNeeded: typeof listVersionsWithFile) => {
    const needed = await listNeeded(db, [...new Set(batch.map(({ id }) => id))]);
    for (const { id, key } of batch) {
      // What was being put when its process died is nobody's, whatever its version is.
      if (needed.has(id) && !key.endsWith('.part')) continue;
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
