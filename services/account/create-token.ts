import { hashToken, hintOf, makeToken } from '@/adapters/api-token';
import { webPlatform } from '@/adapters/web-platform';
import { insertApiToken } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { parseWith } from '@/lib/contracts/field-faults';
import { newTokenSchema, type TokenView } from '@/lib/contracts/person';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { holdRoom } from '../access/require-room';
import { requireSignedIn } from '../access/require-signed-in';
import { viewOfToken } from './list-tokens';

/**
 * Refused for a person with as many tokens as the site allows that aren't revoked, expired ones included.
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
  const { userId } = signedIn.value;
  return webPlatform().db.transaction(async (tx) => {
    const room = await holdRoom(tx, 'tokens', userId);
    if (!room.ok) return room;
    const now = await readClock(tx);
    const token = makeToken();
    const row = await insertApiToken(tx, {
      userId,
      name: parsed.value.name,
      tokenSha256: hashToken(token),
      hint: hintOf(token),
      expiresAt: new Date(now.getTime() + parsed.value.days * 86_400_000),
    });
    return ok({ ...viewOfToken(row), token });
  });
}
