import { webPlatform } from '@/adapters/web-platform';
import { listSubmissionsOfUser } from '@/db/queries/submission-queries';
import { cutPage, type Page, type PagingQuery, readCursor } from '@/lib/contracts/paging';
import type { SubmissionView } from '@/lib/contracts/submission';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { type Actor, requireSignedIn } from '../access/caller';
import { viewOfSubmission } from './view';

/** Submissions of the actor's teams, newest first. */
export async function listSubmissions(
  actor: Actor | null,
  { limit, cursor }: PagingQuery,
): Promise<Result<Page<SubmissionView>, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const after = readCursor(cursor);
  const found = await listSubmissionsOfUser(webPlatform().db, signedIn.value.userId, {
    limit: limit + 1,
    after: after !== null && isUuid(after) ? after : null,
  });
  return ok(cutPage(found.map(viewOfSubmission), limit, ({ id }) => id));
}
