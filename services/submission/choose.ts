import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { readClock } from '@/db/queries/read-clock';
import { lockRound } from '@/db/queries/round-queries';
import { updateSubmissionChosen } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideChoice } from '@/lib/core/submission/decide-withdrawal';
import type { Actor } from '../access/actor';
import { requireSubmission } from './find';
import { findStandingTowards } from './find-standing-towards';
import { viewOfSubmission } from './view';

/** Lets a submission count for its model, until another is chosen, at the latest at the close. */
export const chooseSubmission = (actor: Actor | null, submissionId: string) =>
  choose(actor, submissionId, true);

/** Takes the choice back: the best reported score of the model counts again. */
export const unchooseSubmission = (actor: Actor | null, submissionId: string) =>
  choose(actor, submissionId, false);

async function choose(
  actor: Actor | null,
  submissionId: string,
  isChosen: boolean,
): Promise<Result<SubmissionView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  const { roundId, modelId } = found.value.submission;
  return db.transaction(async (tx): Promise<Result<SubmissionView, Refusal>> => {
    const round = await lockRound(tx, roundId);
    const sent = await requireSubmission(tx, actor, submissionId);
    if (!sent.ok) return sent;
    if (!actor || !round) return refuse({ kind: 'not_found', what: 'submission' });
    const now = await readClock(tx);
    const { isInTeam } = await findStandingTowards(tx, actor, sent.value);
    const decided = decideChoice(sent.value.submission, { round, now, isInTeam });
    if (!decided.ok) return decided;
    if ((sent.value.submission.chosenAt !== null) !== isChosen) {
      const { userId } = actor;
      await updateSubmissionChosen(tx, { roundId, modelId, submissionId, isChosen, userId });
      await addJob(tx, 'publish_snapshot', { roundId });
    }
    const chosen = await requireSubmission(tx, actor, submissionId);
    return chosen.ok ? ok(viewOfSubmission(chosen.value)) : chosen;
  });
}
