import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/clock-queries';
import { isOwnSubmission, replaceSubmissionNote } from '@/db/queries/submission-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { newSubmissionNoteSchema, type SubmissionView } from '@/lib/contracts/submission';
import { type Result, refuse } from '@/lib/core/result';
import { transact } from '../access/budgets';
import { type Actor, requireGoodStanding } from '../access/caller';
import { findSubmission, requireSubmission } from './view';

/**
 * Sets or removes the team's note on its own submission. People outside the team are refused, even with a role in the
 * benchmark.
 */
export async function setNote(
  actor: Actor | null,
  submissionId: string,
  input: unknown,
): Promise<Result<SubmissionView>> {
  const { db } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  if (!actor || !(await isOwnSubmission(db, submissionId, actor.userId)))
    return refuse({ kind: 'forbidden', needs: 'a member of the submission’s team' });
  const parsed = parseWith(newSubmissionNoteSchema, input);
  if (!parsed.ok) return parsed;
  const { text } = parsed.value;
  const saved = await transact(async (tx) => {
    const allowed = await requireGoodStanding(tx, actor.userId);
    if (!allowed.ok) return allowed;
    const note = { text, writtenBy: actor.userId, writtenAt: await readClock(tx) };
    await replaceSubmissionNote(tx, submissionId, text === '' ? null : note);
    return allowed;
  });
  return saved.ok ? findSubmission(actor, submissionId) : saved;
}
