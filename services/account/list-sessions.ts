import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/read-clock';
import { listSessionsOf } from '@/db/queries/session-queries';
import type { SessionView } from '@/lib/contracts/person';
import { signInWayOf } from '@/lib/core/sign-in/sign-in-way';
import type { Actor } from '../access/actor';

/** Where the actor is signed in, the newest first. */
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
