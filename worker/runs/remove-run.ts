import { objectKeys } from '@/adapters/object-store/object-store';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { deleteRun, deleteRunsOfEnded, type Lease, updateRunsLost } from '@/db/queries/run-queries';
import { deleteLossesBefore } from '@/db/queries/runner-queries';
import { lossRetentionMs } from '@/lib/core/run/run';
import type { ScorerPlatform } from '../scorer-platform';

type Platform = Pick<ScorerPlatform, 'client' | 'objects'>;

/**
 * Deletes an ended run with its files. Files are deleted first, since those of a remaining row are found
 * again.
 */
export async function removeRun({ client: { db }, objects }: Platform, lease: Lease): Promise<void> {
  await deleteFiles({ objects }, lease);
  await deleteRun(db, lease.runId);
}

async function deleteFiles({ objects }: Pick<Platform, 'objects'>, { runId, fence }: Lease): Promise<void> {
  for (let i = 1; i <= fence; i++)
    for (const keyOf of [objectKeys.runWork, objectKeys.runResult, objectKeys.runModel])
      await objects.delete(keyOf(runId, i));
}

/**
 * Fails the runs that too many runners have lost, removes runs whose submission, practice or dry run has
 * ended, and deletes old records of losses.
 */
export async function sweepRuns({ client: { db }, objects }: Platform): Promise<void> {
  await db.transaction(async (tx) => {
    for (const runId of await updateRunsLost(tx)) await addScorerJob(tx, 'finish_run', { runId });
  });
  for (const lease of await deleteRunsOfEnded(db)) await deleteFiles({ objects }, lease);
  await deleteLossesBefore(db, new Date((await readClock(db)).getTime() - lossRetentionMs));
}
