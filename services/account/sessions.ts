import { webPlatform } from '@/adapters/web-platform';
import { revokeApiTokensOf } from '@/db/queries/api-token-queries';
import { lockPerson } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { deleteSession, deleteSessionsOf, listSessionsOf } from '@/db/queries/session-queries';
import type { SessionView } from '@/lib/contracts/people';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { signInWayOf } from '@/lib/core/sign-in/decide-auth-route';
import type { Actor } from '../access/caller';

/** The actor's sessions, newest first. */
export async function listSessions(actor: Actor): Promise<SessionView[]> {
  const { db } = webPlatform();
  const rows = await listSessionsOf(db, actor.userId, await readClock(db));
  return rows.map((row) => ({
    id: row.sessionId,
    way: signInWayOf(row.provider),
    browser: row.browser,
    since: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    is_this_one: row.sessionId === actor.sessionId,
  }));
}

/** Signs the actor out in one of their browsers. */
export async function endSession(actor: Actor, id: string): Promise<Result<null, Refusal>> {
  const isEnded = isUuid(id) && (await deleteSession(webPlatform().db, actor.userId, id));
  return isEnded ? ok(null) : refuse({ kind: 'not_found', what: 'session' });
}

/** Ends every session of the actor but the current one, and revokes every token, for a person who fears that another has one. */
export async function endAllOthers(actor: Actor): Promise<void> {
  await webPlatform().db.transaction(async (tx) => {
    await lockPerson(tx, actor.userId);
    await deleteSessionsOf(tx, actor.userId, actor.sessionId ?? null);
    await revokeApiTokensOf(tx, actor.userId, await readClock(tx));
  });
}
