import { insertApiToken } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { hashToken, hintOf, makeToken } from '@/lib/adapters/api-token';
import { webPlatform } from '@/lib/adapters/web-platform';
import { parseWith } from '@/lib/contracts/field-faults';
import { newTokenSchema, type TokenView } from '@/lib/contracts/person';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from './actor';
import { viewOfToken } from './list-tokens';
import { requireSignedIn } from './require-signed-in';

/** The token itself is in this answer and nowhere else, ever. */
export async function createToken(
  actor: Actor | null,
  input: unknown,
): Promise<Result<TokenView & { token: string }, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const parsed = parseWith(newTokenSchema, input);
  if (!parsed.ok) return parsed;
  const { db } = webPlatform();
  const now = await readClock(db);
  const token = makeToken();
  const row = await insertApiToken(db, {
    userId: signedIn.value.userId,
    name: parsed.value.name,
    tokenSha256: hashToken(token),
    hint: hintOf(token),
    expiresAt: new Date(now.getTime() + parsed.value.days * 86_400_000),
  });
  return ok({ ...viewOfToken(row), token });
}
