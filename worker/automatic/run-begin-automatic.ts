import { randomUUID } from 'node:crypto';
import { insertAutomaticSubmission, listVersionsToEnter } from '@/db/queries/automatic-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { lockOpenRound } from '@/db/queries/round-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * Enters every active version that was frozen before a round opened, each once: a submission that takes no slot, with its job.
 * Run again, or after a kill, it enters the missing ones. Versions of all teams take turns, so that no team's many come before
 * another's first. Each is received later than the one before it, so that of a model's versions the last frozen one counts, here
 * and by the archive.
 */
export async function runBeginAutomatic(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  { roundId }: { roundId: string },
): Promise<void> {
  const found = await findRoundIn(db, roundId, 'open');
  if (!found) return;
  const { openedAt } = found.round;
  if (openedAt === null) throw new Error('an open round without the instant of its opening');
  let newest = 0;
  for (const version of await listVersionsToEnter(db, { roundId, openedAt }))
    await db.transaction(async (tx) => {
      // A concurrent close ends it: nothing is entered after the official ranking.
      if (!(await lockOpenRound(tx, roundId))) return;
      const now = new Date(Math.max((await readClock(tx)).getTime(), newest + 1));
      newest = now.getTime();
      const submissionId = randomUUID();
      const isNew = await insertAutomaticSubmission(tx, {
        ...version,
        submissionId,
        roundId,
        receivedAt: now,
        deadlineAt: new Date(now.getTime() + stateDeadlineMs.queued),
      });
      if (isNew) await addScorerJob(tx, 'score_automatic', { submissionId });
    });
}
