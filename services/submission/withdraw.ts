import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { readClock } from '@/db/queries/read-clock';
import { lockRound } from '@/db/queries/round-queries';
import { updateSubmissionWithdrawn } from '@/db/queries/submission-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { type SubmissionView, withdrawalSchema } from '@/lib/contracts/submission';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideWithdrawal } from '@/lib/core/submission/decide-withdrawal';
import type { Actor } from '../access/actor';
import { requireSubmission } from './find';
import { findStandingTowards } from './find-standing-towards';
import { viewOfSubmission } from './view';

/**
 * Takes a submission out for good. Its slot stays spent, and what was told of it stays told and counted; what counts for its model
 * is another submission of it, if there is one. The table is published anew without it. A trigger writes the act down.
 */
export async function withdrawSubmission(
  actor: Actor | null,
  submissionId: string,
  input: unknown,
): Promise<Result<SubmissionView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  const parsed = parseWith(withdrawalSchema, input);
  if (!parsed.ok) return parsed;
  const { roundId } = found.value.submission;
  return db.transaction(async (tx): Promise<Result<SubmissionView, Refusal>> => {
    const round = await lockRound(tx, roundId);
    const sent = await requireSubmission(tx, actor, submissionId);
    if (!sent.ok) return sent;
    if (!actor || !round) return refuse({ kind: 'not_found', what: 'submission' });
    const decided = decideWithdrawal(sent.value.submission, {
      round,
      now: await readClock(tx),
      asker: await findStandingTowards(tx, actor, sent.value),
      reason: parsed.value.reason || null,
    });
    if (!decided.ok) return decided;
    const { userId } = actor;
    await updateSubmissionWithdrawn(tx, submissionId, {
      withdrawnBy: userId,
      withdrawalReason: decided.value.reason,
    });
    await addJob(tx, 'publish_snapshot', { roundId });
    const withdrawn = await requireSubmission(tx, actor, submissionId);
    return withdrawn.ok ? ok(viewOfSubmission(withdrawn.value)) : withdrawn;
  });
}
