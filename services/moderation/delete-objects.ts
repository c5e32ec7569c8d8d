import { artefactFolders, type ObjectStore, objectKeys } from '@/adapters/object-store/object-store';
import type { Executor } from '@/db/client';
import { findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { findModeration, listIdsOfDeleted } from '@/db/queries/operator-act-queries';

/**
 * Deletes the stored files of a deleted benchmark: test sets, inputs, archives, predictions and models. Their hashes remain in
 * the database, so that receipts can still be compared. If the command is killed, a second run deletes the rest.
 * @returns the number of deleted objects; null unless the benchmark is deleted
 */
export async function deleteObjectsOfBenchmark(
  db: Executor,
  objects: ObjectStore,
  slug: string,
): Promise<number | null> {
  const benchmark = await findBenchmarkBySlug(db, slug);
  if (!benchmark) return null;
  const moderation = await findModeration(db, 'benchmark', benchmark.benchmarkId);
  if (moderation?.state !== 'deleted') return null;
  const ids = await listIdsOfDeleted(db, benchmark.benchmarkId);
  const keys: string[] = [];
  for await (const { key, id } of objects.list('rounds')) if (ids.rounds.has(id)) keys.push(key);
  for (const id of ids.rounds) for await (const { key } of objects.list(`rounds/${id}`)) keys.push(key);
  for (const id of ids.submissions) keys.push(objectKeys.submission(id), objectKeys.predictionColumns(id));
  for (const id of ids.versions) keys.push(objectKeys.artefact(id));
  for (const id of ids.trainingFiles) keys.push(objectKeys.trainingFile(id));
  for await (const { key, id } of objects.list(artefactFolders.dryRuns))
    if (ids.dryRuns.has(id)) keys.push(key);
  let count = 0;
  for (const key of keys) {
    if (!(await objects.has(key))) continue;
    await objects.delete(key);
    count++;
  }
  return count;
}
