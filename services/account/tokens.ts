import { z } from 'zod';
import { hashToken, hintOf, makeToken } from '@/adapters/tokens';
import { webPlatform } from '@/adapters/web-platform';
import type { Database, Executor } from '@/db/client';
import {
  type ApiToken,
  insertApiToken,
  isApiTokenValid,
  listApiTokensOf,
  revokeApiToken,
} from '@/db/queries/api-token-queries';
import { readClock } from '@/db/queries/clock-queries';
import { findPersonByEmail, lockPerson, type Person, updateOperator } from '@/db/queries/people-queries';
import { hasSession } from '@/db/queries/session-queries';
import { nameText } from '@/lib/contracts/fields';
import { type NewToken, newTokenSchema, type TokenView } from '@/lib/contracts/people';
import { isUuid } from '@/lib/core/is-uuid';
import { nameLengthMax } from '@/lib/core/name/name';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { coversScope, type TokenBounds, tokenScopes } from '@/lib/core/token-scope';
import { asPerson } from '../access/authorized';
import { type Actor, requireSignedIn } from '../access/caller';
import { recordOperatorEvent } from '../access/record-audit-event';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { enforceLimit } from '../access/upload-limits';
import { ensureTeam, requireTeam } from '../team/team';
import { proveAddress, viewOfBounds } from './account';

/**
 * Refused for a person with as many unrevoked tokens as the site allows, expired ones included. A token's child expires with it
 * at the latest, has no more rights, and is revoked with it. The person is locked: revoking all their tokens either includes this
 * one, or comes first and revokes its parent too.
 *
 * Only this response contains the token itself.
 */
export const createToken = asPerson(newTokenSchema, async ({ actor }, input) => {
  const { userId, token: madeBy } = actor;
  const { name, days, scope } = input;
  const bounds = await requireBounds(actor, input);
  if (!bounds.ok) return bounds;
  if (madeBy && !coversScope(madeBy.scope, scope))
    return refuse({ kind: 'insufficient_scope', needs: scope, has: madeBy.scope });
  return webPlatform().db.transaction(async (tx): Promise<Result<TokenView & { token: string }>> => {
    await lockPerson(tx, userId);
    if (!(await isStillIn(tx, actor))) return refuse({ kind: 'not_signed_in' });
    const allowed = await enforceLimit(tx, 'tokens', userId);
    if (!allowed.ok) return allowed;
    const now = await readClock(tx);
    const expiresAt = new Date(now.getTime() + days * 86_400_000);
    if (madeBy && expiresAt > madeBy.expiresAt)
      return refuse(
        faultyField('outlives', 'days', `the token that asks ends at ${madeBy.expiresAt.toISOString()}`),
      );
    const token = makeToken();
    const row = await insertApiToken(tx, {
      userId,
      name,
      tokenSha256: hashToken(token),
      hint: hintOf(token),
      scope,
      bounds: bounds.value,
      expiresAt,
      madeByTokenId: madeBy?.apiTokenId ?? null,
    });
    return ok({ ...viewOfToken(row), token });
  });
});

/** The benchmark and the team of a new token, which its owner can reach. */
async function requireBounds(
  actor: Actor,
  { scope, benchmark, team }: NewToken,
): Promise<Result<TokenBounds>> {
  const { db } = webPlatform();
  if (team !== null && scope === 'maintain')
    return refuse(
      faultyField('scope_of_team', 'scope', 'a token of a team has the scope "read" or "submit"'),
    );
  const found = benchmark === null ? null : await requireBenchmarkWithRole(db, actor, benchmark);
  if (found && !found.ok) return found;
  const own = team === null ? null : await requireTeam(db, actor, team);
  if (own && !own.ok) return own;
  return ok({ benchmark: found?.value.benchmark ?? null, team: own?.value ?? null });
}

/** True if the actor's session or token is still valid. */
async function isStillIn(tx: Executor, { sessionId, token }: Actor): Promise<boolean> {
  if (token) return isApiTokenValid(tx, token.apiTokenId);
  return sessionId === undefined || hasSession(tx, sessionId);
}

const schema = z.object({
  email: z.email().max(254),
  name: nameText(1, nameLengthMax).nullable(),
  isOperator: z.boolean(),
  days: z.number().int().min(1).max(366),
  scope: z.enum(tokenScopes).default('maintain'),
});

/**
 * The operator's sign-in: a user with a team of one, found by address or created, and a new token for it, recorded in the audit
 * log.
 * @param db as the tables' owner: the web role can neither make operators nor record it
 * @returns the token, shown once; or a message about invalid input
 */
export async function createPersonToken(
  db: Database,
  input: z.input<typeof schema>,
): Promise<Result<{ token: string }, string>> {
  const parsed = schema.safeParse({ ...input, email: input.email.trim().toLowerCase() });
  if (!parsed.success)
    return refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  return db.transaction(async (tx) => {
    const wasOperator = (await findPersonByEmail(tx, parsed.data.email))?.isOperator ?? false;
    const person = await ensurePerson(tx, parsed.data);
    const token = makeToken();
    const at = await readClock(tx);
    const expiresAt = new Date(at.getTime() + parsed.data.days * 86_400_000);
    await insertApiToken(tx, {
      userId: person.userId,
      name: 'made by the operator',
      tokenSha256: hashToken(token),
      hint: hintOf(token),
      scope: parsed.data.scope,
      bounds: { benchmark: null, team: null },
      expiresAt,
      madeByTokenId: null,
    });
    // The audit log is permanent, so it names no address.
    await recordOperatorEvent(tx, 'person_token_made', {
      user_id: person.userId,
      is_operator: person.isOperator,
      was_operator: wasOperator,
      scope: parsed.data.scope,
    });
    return ok({ token });
  });
}

/**
 * The user with that address, created with a team of one when there is none. The operator proves the address; the first proof
 * ends earlier access to the account. An existing operator remains one.
 */
export async function ensurePerson(
  db: Executor,
  wanted: { email: string; name: string | null; isOperator: boolean },
): Promise<Person> {
  const { person } = await proveAddress(db, { ...wanted, at: await readClock(db) });
  if (wanted.isOperator && !person.isOperator) await updateOperator(db, person.userId, true);
  await ensureTeam(db, person);
  return { ...person, isOperator: person.isOperator || wanted.isOperator };
}

/** The actor's tokens that aren't revoked, oldest first, by their hints. */
export async function listTokens(actor: Actor): Promise<TokenView[]> {
  return (await listApiTokensOf(webPlatform().db, actor.userId)).map(viewOfToken);
}

export function viewOfToken(row: ApiToken): TokenView {
  return {
    id: row.apiTokenId,
    name: row.name,
    hint: row.hint,
    scope: row.scope,
    ...viewOfBounds(row.bounds),
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** Revokes a token and those that it made. */
export async function revokeToken(actor: Actor | null, id: string): Promise<Result<null>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const { userId } = signedIn.value;
  return webPlatform().db.transaction(async (tx): Promise<Result<null>> => {
    await lockPerson(tx, userId);
    const isRevoked = isUuid(id) && (await revokeApiToken(tx, userId, id, await readClock(tx)));
    return isRevoked ? ok(null) : refuse({ kind: 'not_found', what: 'token' });
  });
}
