import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findSubmissionFor, type NamedSubmission } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { type Actor, requireSignedIn } from '../access/caller';
import { viewOfSubmission } from './view';

/**
 * For its team, and for people with a role in the benchmark, who see no feedback and no hash while the round is open. Others get
 * 404.
 */
export async function findSubmission(
  actor: Actor | null,
  submissionId: string,
): Promise<Result<SubmissionView, Refusal>> {
  const found = await requireSubmission(webPlatform().db, actor, submissionId);
  return found.ok ? ok(viewOfSubmission(found.value)) : found;
}

export async function requireSubmission(
  db: Executor,
  actor: Actor | null,
  submissionId: string,
): Promise<Result<NamedSubmission, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const found = isUuid(submissionId)
    ? await findSubmissionFor(db, submissionId, signedIn.value.userId)
    : undefined;
  return found ? ok(found) : refuse({ kind: 'not_found', what: 'submission' });
}
