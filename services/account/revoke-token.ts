import { webPlatform } from '@/adapters/web-platform';
import { revokeApiToken } from '@/db/queries/api-token-queries';
import { lockPerson } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';

/** Revokes a token, and with it those that it made. */
export async function revokeToken(actor: Actor | null, id: string): Promise<Result<null, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const { userId } = signedIn.value;
  return webPlatform().db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    await lockPerson(tx, userId);
    const isRevoked = isUuid(id) && (await revokeApiToken(tx, userId, id, await readClock(tx)));
    return isRevoked ? ok(null) : refuse({ kind: 'not_found', what: 'token' });
  });
}
