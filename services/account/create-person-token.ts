import { z } from 'zod';
import { hashToken, hintOf, makeToken } from '@/adapters/api-token';
import type { Database, Executor } from '@/db/client';
import { insertApiToken } from '@/db/queries/api-token-queries';
import { findPersonByEmail, type Person, updateOperator } from '@/db/queries/people-queries';
import { readClock } from '@/db/queries/read-clock';
import { nameText } from '@/lib/contracts/name';
import { nameLengthMax } from '@/lib/core/name/clean-name';
import { ok, type Result, refuse } from '@/lib/core/result';
import { tokenScopes } from '@/lib/core/token-scope';
import { recordOperatorAct } from '../access/record-operator-act';
import { ensureTeam } from '../team/ensure';
import { proveAddress } from './prove-address';

const schema = z.object({
  email: z.email().max(254),
  name: nameText(1, nameLengthMax).nullable(),
  isOperator: z.boolean(),
  days: z.number().int().min(1).max(366),
  scope: z.enum(tokenScopes).default('maintain'),
});

/**
 * The operator's way in: a user with a team of one, found by address or made, and a new token for it, which the audit log
 * tells.
 * @param db as the tables' owner: the web role makes nobody an operator, nor records that somebody did
 * @returns the token, shown once; or in words what is wrong with the input
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
      expiresAt,
      madeByTokenId: null,
    });
    // The record is for ever, so it names no address.
    await recordOperatorAct(tx, 'person_token_made', {
      user_id: person.userId,
      is_operator: person.isOperator,
      was_operator: wasOperator,
      scope: parsed.data.scope,
    });
    return ok({ token });
  });
}

/**
 * The user with that address, made with a team of one when there is none. The operator's word proves the address, so the first
 * time it ends what led into the account before. An operator stays one.
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
