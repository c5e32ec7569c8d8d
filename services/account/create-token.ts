import { hashToken, hintOf, makeToken } from '@/adapters/api-token';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { insertApiToken, isApiTokenInForce } from '@/db/queries/api-token-queries';
import { lockPerson } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { hasSession } from '@/db/queries/session-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { newTokenSchema, type TokenView } from '@/lib/contracts/person';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { coversScope } from '@/lib/core/token-scope';
import type { Actor } from '../access/actor';
import { holdRoom } from '../access/require-room';
import { requireSignedIn } from '../access/require-signed-in';
import { viewOfToken } from './list-tokens';

/**
 * Refused for a person with as many tokens as the site allows that aren't revoked, expired ones included. What a token makes lives
 * no longer than it, may do no more, and ends with it. The person is locked meanwhile: what ends all their tokens ends this one
 * too, or comes first and leaves nothing to make it with.
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
  const { userId, token: madeBy } = signedIn.value;
  const { name, days, scope } = parsed.value;
  if (madeBy && !coversScope(madeBy.scope, scope))
    return refuse({ kind: 'insufficient_scope', needs: scope, has: madeBy.scope });
  return webPlatform().db.transaction(async (tx): Promise<Result<TokenView & { token: string }, Refusal>> => {
    await lockPerson(tx, userId);
    if (!(await isStillIn(tx, signedIn.value))) return refuse({ kind: 'not_signed_in' });
    const room = await holdRoom(tx, 'tokens', userId);
    if (!room.ok) return room;
    const now = await readClock(tx);
    const expiresAt = new Date(now.getTime() + days * 86_400_000);
    if (madeBy && expiresAt > madeBy.expiresAt)
      return refuse(
        fault('outlives', 'days', `the token that asks ends at ${madeBy.expiresAt.toISOString()}`),
      );
    const token = makeToken();
    const row = await insertApiToken(tx, {
      userId,
      name,
      tokenSha256: hashToken(token),
      hint: hintOf(token),
      scope,
      expiresAt,
      madeByTokenId: madeBy?.apiTokenId ?? null,
    });
    return ok({ ...viewOfToken(row), token });
  });
}

/** Whether the session or token by which somebody came still stands. */
async function isStillIn(tx: Executor, { sessionId, token }: Actor): Promise<boolean> {
  if (token) return isApiTokenInForce(tx, token.apiTokenId);
  return sessionId === undefined || hasSession(tx, sessionId);
}

const fault = (code: string, field: string, detail: string): Refusal => ({
  kind: 'invalid_request',
  faults: [{ code, field, detail }],
});
