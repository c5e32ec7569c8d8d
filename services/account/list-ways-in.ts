import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findEmailOf, listAccountsOf } from '@/db/queries/account-queries';
import type { WayInView } from '@/lib/contracts/person';
import { signInWayOf } from '@/lib/core/sign-in/sign-in-way';
import type { Actor } from '../access/actor';

/** The ways into the actor's account. A link to its address is one as long as there is an address, so it can't be ended. */
export async function listWaysIn(actor: Actor, db: Executor = webPlatform().db): Promise<WayInView[]> {
  const { email, provedAt } = await findEmailOf(db, actor.userId);
  const accounts = await listAccountsOf(db, actor.userId);
  const byMail: WayInView[] = email
    ? [{ way: 'email', address: email, since: provedAt?.toISOString() ?? null, can_end: false }]
    : [];
  const canEnd = byMail.length + accounts.length > 1;
  return [
    ...byMail,
    ...accounts.map(
      ({ provider, linkedAt }): WayInView => ({
        way: signInWayOf(provider),
        address: null,
        since: linkedAt.toISOString(),
        can_end: canEnd,
      }),
    ),
  ];
}
