import { randomUUID } from 'node:crypto';
import { insertAutomaticSubmission, listVersionsToEnter } from '@/db/queries/automatic-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { lockOpenRound } from '@/db/queries/round-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { stateDeadlineMs } from '@/lib/core/submission/submission-state';
import type { ScorerPlatform } from '../scorer-platform';

/**
 * Enters every active version that was frozen before a round opened, once each, as a submission that takes no slot, with its job.
 * A repeated run, also after a kill, enters the missing versions. Teams take turns, so that no team's many versions come before
 * another team's first. Each version's time of receipt is later than the one before it: of a model's versions, the last frozen
 * one then counts, here and in the archive.
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
      // After a concurrent close nothing is entered, since the official ranking may be published.
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
      if (isNew) await addScorerJob(tx, 'score_model', { submissionId });
    });
}
