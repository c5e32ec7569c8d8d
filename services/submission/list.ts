import { webPlatform } from '@/adapters/web-platform';
import { listSubmissionsOfUser } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { Actor } from '../access/actor';
import { viewOfSubmission } from './view';

/** The newest 200 submissions of all the actor's teams. */
export async function listSubmissions(actor: Actor): Promise<SubmissionView[]> {
  return (await listSubmissionsOfUser(webPlatform().db, actor.userId, 200)).map(viewOfSubmission);
}
