import { webPlatform } from '@/adapters/web-platform';
import { revokeApiTokensOf } from '@/db/queries/api-token-queries';
import { lockPerson } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { deleteSessionsOf } from '@/db/queries/session-queries';
import type { Actor } from '../access/actor';

/** Ends every session of the actor but the one that asks, and revokes every token: for whoever fears that another has one. */
export async function endAllOthers(actor: Actor): Promise<void> {
  await webPlatform().db.transaction(async (tx) => {
    await lockPerson(tx, actor.userId);
    await deleteSessionsOf(tx, actor.userId, actor.sessionId ?? null);
    await revokeApiTokensOf(tx, actor.userId, await readClock(tx));
  });
}
