import type { Transaction } from '@/db/client';
import { hasBegunHiddenRun } from '@/db/hidden/hidden-run-queries';
import { addScorerJob } from '@/db/queries/add-scorer-job';
import { readClock } from '@/db/queries/read-clock';
import { deleteSlotsOf } from '@/db/queries/slot-queries';
import type { SubmissionRow } from '@/db/queries/submission-queries';
import { finishSubmission } from '@/db/queries/submission-scorer-queries';
import { describeSlot } from '@/lib/core/submission/submission-state';
import type { ScorerPlatform } from '../scorer-platform';
import { deleteRefusedArtefact } from './delete-artefact';

export type WithoutScore = {
  readonly state: 'rejected' | 'failed';
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
};

/** How a submission ends. */
export type Ending = { readonly state: 'scored' } | WithoutScore;

/**
 * Ends a submission, and asks for what follows from it: answers, and with them a snapshot. One without a score gets its slot back,
 * unless a model of it has been run on hidden inputs. What ends a run can hang on those, also where it looks like the platform's fault: the scorer
 * killed, its memory or its time used up. Else that would be a question about hidden inputs that costs nothing.
 * @param within what belongs to it, in the same transaction
 * @returns false when another try has begun or ended since: then nothing is changed
 */
export async function endSubmission(
  platform: Pick<ScorerPlatform, 'client' | 'objects'>,
  submission: SubmissionRow,
  ending: Ending,
  within: (tx: Transaction, now: Date) => Promise<void> = async () => {},
): Promise<boolean> {
  const { submissionId, roundId, attempt, isStanding } = submission;
  const isMine = await platform.client.db.transaction(async (tx) => {
    const finishedAt = await readClock(tx);
    const finished = { submissionId, attempt, finishedAt };
    if (ending.state === 'scored') {
      if (!(await finishSubmission(tx, finished, ending))) return false;
    } else {
      const hasSeenHidden = await hasBegunHiddenRun(tx, submissionId);
      const message = `${ending.message} ${describeSlot({ isStanding, hasSeenHidden })}`;
      if (!(await finishSubmission(tx, finished, { ...ending, message }))) return false;
      if (!hasSeenHidden) await deleteSlotsOf(tx, submissionId);
    }
    await within(tx, finishedAt);
    // Asks for a snapshot in its turn: one of before the answer would be replaced a moment later.
    await addScorerJob(tx, 'decide_answers', { roundId });
    return true;
  });
  if (isMine && ending.state !== 'scored') await deleteRefusedArtefact(platform, submission);
  return isMine;
}
