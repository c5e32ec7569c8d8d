import { webPlatform } from '@/adapters/web-platform';
import { revokeApiToken } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';

export async function revokeToken(actor: Actor | null, id: string): Promise<Result<null, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const { db } = webPlatform();
  const isRevoked = isUuid(id) && (await revokeApiToken(db, signedIn.value.userId, id, await readClock(db)));
  return isRevoked ? ok(null) : refuse({ kind: 'not_found', what: 'token' });
}
