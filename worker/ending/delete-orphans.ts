import { type ListedObject, partSuffix } from '@/adapters/object-store/object-store';
import { listSealedObjectKeys } from '@/db/hidden/vault-queries';
import { listKnownRounds, listKnownTrainingFiles } from '@/db/queries/round-scorer-queries';
import { listKnownRuns } from '@/db/queries/run-queries';
import { listKnownSubmissions } from '@/db/queries/submission-scorer-queries';
import { isUuid } from '@/lib/core/is-uuid';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * Minimum age in milliseconds of an object to delete: longer than any upload or sealing takes, from its first
 * byte to its database row.
 */
const orphanAfterMs = 24 * 60 * 60_000;

const batchSize = 500;

export type SweptObjects = {
  /**
   * Number of deleted objects of rounds, sealings, submissions, training files and runs that the database
   * doesn't know.
   */
  orphans: number;
  /** Number of unknown objects that weren't deleted, because they outnumber the known ones. */
  keptOrphans: number;
};

/**
 * Deletes objects of rounds, submissions and training files that uploads and sealings of processes which died
 * left behind. If most objects are unknown, it deletes none: the database or the store is then probably the
 * wrong one.
 */
export async function deleteOrphans(
  { client: { db }, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  nowMs: number,
): Promise<SweptObjects> {
  const orphans: string[] = [];
  let knownCount = 0;
  const sort = async (folder: Folder, batch: ListedObject[]) => {
    const isKnown = await makeFilter(db, folder, [...new Set(batch.map(({ id }) => id))]);
    for (const object of batch)
      if (isKnown(object)) knownCount++;
      else orphans.push(object.key);
  };
  for (const folder of folders) {
    let batch: ListedObject[] = [];
    for await (const found of objects.list(folder)) {
      if (!isUuid(found.id) || nowMs - found.storedAtMs < orphanAfterMs) continue;
      // Skipped here: deleteIncompleteObjects deletes incomplete objects.
      if (found.key.endsWith(partSuffix)) continue;
      batch.push(found);
      if (batch.length < batchSize) continue;
      await sort(folder, batch);
      batch = [];
    }
    if (batch.length > 0) await sort(folder, batch);
  }
  if (orphans.length > knownCount) return { orphans: 0, keptOrphans: orphans.length };
  for (const key of orphans) await objects.delete(key);
  return { orphans: orphans.length, keptOrphans: 0 };
}

const folders = ['submissions', 'rounds', 'training-files', 'runs'] as const;

type Folder = (typeof folders)[number];

/**
 * @returns a function that is true for an object of a submission, a training file, or a round and its
 * sealing, that the database knows
 */
async function makeFilter(
  db: ScorerPlatform['client']['db'],
  folder: Folder,
  ids: string[],
): Promise<(object: ListedObject) => boolean> {
  if (folder === 'training-files') {
    const known = await listKnownTrainingFiles(db, ids);
    return ({ id }) => known.has(id);
  }
  if (folder === 'runs') {
    const known = await listKnownRuns(db, ids);
    return ({ id }) => known.has(id);
  }
  if (folder === 'submissions') {
    const known = await listKnownSubmissions(db, ids);
    return ({ id }) => known.has(id);
  }
  const [known, sealed] = [await listKnownRounds(db, ids), await listSealedObjectKeys(db, ids)];
  return ({ id, key }) => known.has(id) && (!isOfSealing(key) || sealed.has(key));
}

/** True for an object that a sealing wrote; each sealing writes objects of its own (`objectKeys`). */
const isOfSealing = (key: string): boolean => /\/(?:items|fingerprints)-[^/]+\.sealed$/.test(key);
