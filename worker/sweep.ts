import { addScorerJob } from '@/db/queries/add-scorer-job';
import {
  deleteStaleHeartbeats,
  listDeadJobHolders,
  unlockJobsOf,
  upsertHeartbeats,
} from '@/db/queries/heartbeat-queries';
import { updatePracticeOverdue } from '@/db/queries/practice-queries';
import { readClock } from '@/db/queries/read-clock';
import { deleteSlotsOf } from '@/db/queries/slot-queries';
import { lockOverdueSubmissions, updateSubmissionOverdue } from '@/db/queries/submission-scorer-queries';
import { practiceDeadlineMs } from '@/lib/core/model/practice';
import { describeSlot } from '@/lib/core/submission/describe-slot';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { readSteadyClock } from './clock/read-steady-clock';
import { watchClock } from './clock/watch-clock';
import { deleteRefusedArtefact } from './ending/delete-artefact';
import { sweepDryRuns } from './models/sweep-dry-runs';
import type { ScorerPlatform } from './scorer-platform';

export const beatEveryMs = 5_000;
/** A scorer this long without a beat is taken for dead; its jobs are run again, and its late results are fenced off. */
export const deadAfterMs = 35_000;

/**
 * One beat: says that these workers live, frees the jobs of dead ones, and fails what is past its deadline.
 */
export async function sweep(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'bootClock' | 'scorerVersion'>,
  workerIds: string[],
): Promise<{ unlocked: number; overdue: number }> {
  const { db } = platform.client;
  const now = await readClock(db);
  await upsertHeartbeats(db, workerIds, now, {
    scorerVersion: platform.scorerVersion,
    bootId: platform.bootClock.bootId,
  });
  const dead = (await listDeadJobHolders(db, new Date(now.getTime() - deadAfterMs))).filter(
    (id) => !workerIds.includes(id),
  );
  await unlockJobsOf(db, dead);
  await deleteStaleHeartbeats(db, new Date(now.getTime() - 100 * deadAfterMs));
  // By a clock that has leapt, everything that waits would be past its deadline.
  if ((await watchClock(platform)) === 'held') return { unlocked: dead.length, overdue: 0 };
  const overdue = await db.transaction(async (tx) => {
    const now = await readSteadyClock(tx, platform);
    const untoldSince = new Date(now.getTime() - stateDeadlineMs.queued);
    const overdue = await lockOverdueSubmissions(tx, { now, untoldSince });
    for (const { submissionId, roundId, ...one } of overdue) {
      const message = `The platform did not score this in time. ${describeSlot(one)}`;
      await updateSubmissionOverdue(tx, submissionId, { now, message });
      if (!one.hasSeenHidden) await deleteSlotsOf(tx, submissionId);
      await addScorerJob(tx, 'decide_answers', { roundId });
      await addScorerJob(tx, 'publish_snapshot', { roundId });
    }
    return overdue;
  });
  await sweepDryRuns(platform, now);
  await updatePracticeOverdue(db, {
    receivedBefore: new Date(now.getTime() - practiceDeadlineMs),
    finishedAt: now,
  });
  for (const one of overdue) await deleteRefusedArtefact(platform, one);
  return { unlocked: dead.length, overdue: overdue.length };
}
