import { objectKeys } from '@/adapters/object-store/object-store';
import { deleteDryRunsBefore, listOverdueDryRuns, updateDryRunFinished } from '@/db/queries/dry-run-queries';
import { dryRunRetentionMs } from '@/lib/core/model/model-version';
import type { ScorerPlatform } from '../scorer-platform';

/** Fails the dry runs past their deadline, and deletes old ones. */
export async function sweepDryRuns(
  { client: { db }, objects }: Pick<ScorerPlatform, 'client' | 'objects'>,
  now: Date,
): Promise<void> {
  for (const one of await listOverdueDryRuns(db, now))
    if (await updateDryRunFinished(db, one, { ...tooLate, finishedAt: now }))
      await objects.delete(objectKeys.dryRun(one.dryRunId));
  await deleteDryRunsBefore(db, new Date(now.getTime() - dryRunRetentionMs));
}

const tooLate = {
  state: 'failed',
  code: 'deadline_passed',
  message: 'The platform did not try this in time. Send it again.',
} as const;
