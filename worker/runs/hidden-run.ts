import type { Transaction } from '@/db/client';
import {
  findHiddenRunBeginning,
  hasStoredOutcome,
  updateHiddenRunOutcome,
} from '@/db/hidden/model-run-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJobAt } from '@/db/queries/job-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { lockTry } from '@/db/queries/submission-scorer-queries';
import { computeReportDelayMs } from '@/lib/core/run/pace';
import { type Ending, endSubmission, sealEnding } from '../ending/end-submission';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';

/**
 * Ends a submission of a model. If the model may have read hidden inputs, its outcome is stored and reported
 * later, since the time of its end reveals inputs. The same transaction queues the job that reports it: a
 * scorer killed before the commit has ended nothing, and one killed after it has no work left. @param within
 * further writes of that transaction @returns false, without a change, when another try has begun, or this
 * one has ended since
 */
export async function endModel(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'log'>,
  vault: Pick<RoundVault, 'openKey'>,
  submission: SubmissionRow,
  ending: Ending,
  { isLong, within }: { isLong: boolean; within: (tx: Transaction, now: Date) => Promise<void> },
): Promise<boolean> {
  const { db } = platform.client;
  const { submissionId, roundId } = submission;
  const begunAt = await findHiddenRunBeginning(db, submissionId);
  if (!begunAt) return endSubmission(platform, submission, ending, within);
  const outcome = sealEnding(await vault.openKey(roundId), submissionId, ending);
  return db.transaction(async (tx) => {
    const now = await readClock(tx);
    if (!(await lockTry(tx, submission)) || (await hasStoredOutcome(tx, submissionId))) return false;
    await within(tx, now);
    const delayMs = computeReportDelayMs(now.getTime() - begunAt.getTime(), isLong);
    const reportableAt = new Date(begunAt.getTime() + delayMs);
    await updateHiddenRunOutcome(tx, submissionId, { outcome, reportableAt });
    await addScorerJobAt(tx, 'finish_model', { submissionId }, reportableAt);
    return true;
  });
}
