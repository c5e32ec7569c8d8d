import { webPlatform } from '@/adapters/web-platform';
import { deleteSession } from '@/db/queries/session-queries';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';

/** Signs the actor out in one of their browsers. */
export async function endSession(actor: Actor, id: string): Promise<Result<null, Refusal>> {
  const isEnded = isUuid(id) && (await deleteSession(webPlatform().db, actor.userId, id));
  return isEnded ? ok(null) : refuse({ kind: 'not_found', what: 'session' });
}
