import { findStoredOutcome } from '@/db/hidden/model-run-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJobAt } from '@/db/queries/job-queries';
import { endSubmission, openEnding } from '../ending/end-submission';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';

/** Ends a submission whose model ran on hidden inputs, once its outcome may be reported. Idempotent. */
export async function runFinishModel(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'log'>,
  vault: Pick<RoundVault, 'openKey'>,
  { submissionId }: { submissionId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findStoredOutcome(db, submissionId);
  if (!found) return;
  const { submission, outcome, reportableAt } = found;
  // The queue uses the database's clock, which may have been set back, so the time is checked again.
  if ((await readClock(db)) < reportableAt)
    return addScorerJobAt(db, 'finish_model', { submissionId }, reportableAt);
  const ending = openEnding(await vault.openKey(submission.roundId), submissionId, outcome);
  await endSubmission(platform, submission, ending);
}
