import { webPlatform } from '@/adapters/web-platform';
import { deleteAccountsOf } from '@/db/queries/account-queries';
import { lockPerson } from '@/db/queries/people-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { listWaysIn } from './list-ways-in';

/** Ends a provider as a way in, and with it the sessions that were opened with it. The last way in stays. */
export async function endWayIn(actor: Actor, way: string): Promise<Result<null, Refusal>> {
  return webPlatform().db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    await lockPerson(tx, actor.userId);
    const ending = (await listWaysIn(actor, tx)).find((known) => known.way === way);
    if (!ending || ending.way === 'email') return refuse({ kind: 'not_found', what: 'way in' });
    if (!ending.can_end) return refuse({ kind: 'last_way_in' });
    await deleteAccountsOf(tx, actor.userId, ending.way);
    return ok(null);
  });
}
