import { webPlatform } from '@/adapters/web-platform';
import { findMaintainerRole } from '@/db/queries/benchmark-queries';
import { listTeamsOf } from '@/db/queries/people-queries';
import { findSubmissionById } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';
import { viewOfSubmission } from './view';

const missing = refuse<Refusal>({ kind: 'not_found', what: 'submission' });

/** For its team and for the benchmark's maintainers. To everybody else it isn't there. */
export async function findSubmission(
  actor: Actor | null,
  submissionId: string,
): Promise<Result<SubmissionView, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  if (!isUuid(submissionId)) return missing;
  const { db } = webPlatform();
  const found = await findSubmissionById(db, submissionId);
  if (!found) return missing;
  const { userId } = signedIn.value;
  const isOwn = (await listTeamsOf(db, userId)).some((team) => team.teamId === found.submission.teamId);
  return isOwn || (await findMaintainerRole(db, found.benchmarkId, userId))
    ? ok(viewOfSubmission(found))
    : missing;
}
