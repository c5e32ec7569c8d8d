import { hashToken, hintOf, makeToken } from '@/adapters/api-token';
import { webPlatform } from '@/adapters/web-platform';
import { insertApiToken, listApiTokensOf } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { newTokenSchema, type TokenView } from '@/lib/contracts/person';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';
import { viewOfToken } from './list-tokens';

const tokensMax = 50;

/**
 * Refused for a person with 50 tokens that aren't revoked, expired ones included. Requests at the same time may each
 * still find the last place free: the bound is against hoarding, not an invariant.
 *
 * The token itself is in this answer and nowhere else, ever.
 */
export async function createToken(
  actor: Actor | null,
  input: unknown,
): Promise<Result<TokenView & { token: string }, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const parsed = parseWith(newTokenSchema, input);
  if (!parsed.ok) return parsed;
  const { db } = webPlatform();
  const { userId } = signedIn.value;
  if ((await listApiTokensOf(db, userId)).length >= tokensMax)
    return refuse({
      kind: 'invalid_request',
      faults: [{ code: 'too_many', field: 'name', detail: `revoke one first: at most ${tokensMax} tokens` }],
    });
  const now = await readClock(db);
  const token = makeToken();
  const row = await insertApiToken(db, {
    userId,
    name: parsed.value.name,
    tokenSha256: hashToken(token),
    hint: hintOf(token),
    expiresAt: new Date(now.getTime() + parsed.value.days * 86_400_000),
  });
  return ok({ ...viewOfToken(row), token });
}
