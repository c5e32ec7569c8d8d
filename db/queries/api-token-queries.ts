import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { TokenScope } from '@/lib/core/token-scope';
import type { Executor } from '../client';
import { apiTokens, users } from '../schema/people';
import { isInGoodStanding, type Person, person } from './people-queries';

/** A token without its hash, which stays in the database. */
const apiToken = {
  apiTokenId: apiTokens.apiTokenId,
  name: apiTokens.name,
  hint: apiTokens.hint,
  scope: apiTokens.scope,
  createdAt: apiTokens.createdAt,
  expiresAt: apiTokens.expiresAt,
  lastUsedAt: apiTokens.lastUsedAt,
};
export type ApiToken = Pick<typeof apiTokens.$inferSelect, keyof typeof apiToken>;

/**
 * Owner of a token, noting the hour of its use.
 * @returns undefined for unknown, expired and revoked tokens, and for a suspended owner
 */
export async function findPersonByToken(
  db: Executor,
  tokenSha256: string,
  { now, hour }: { now: Date; hour: Date },
): Promise<(Person & Pick<ApiToken, 'apiTokenId' | 'scope' | 'expiresAt'>) | undefined> {
  const isThis = and(
    eq(apiTokens.tokenSha256, tokenSha256),
    isNull(apiTokens.revokedAt),
    gt(apiTokens.expiresAt, now),
    isInGoodStanding(apiTokens.userId),
  );
  const noted = db.$with('noted').as(
    db
      .update(apiTokens)
      .set({ lastUsedAt: hour })
      .where(and(isThis, or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, hour))))
      .returning({ apiTokenId: apiTokens.apiTokenId }),
  );
  const [row] = await db
    .with(noted)
    .select({
      ...person,
      apiTokenId: apiTokens.apiTokenId,
      scope: apiTokens.scope,
      expiresAt: apiTokens.expiresAt,
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(isThis);
  return row;
}

export async function insertApiToken(
  db: Executor,
  values: {
    userId: string;
    name: string;
    tokenSha256: string;
    hint: string;
    scope: TokenScope;
    expiresAt: Date;
    madeByTokenId: string | null;
  },
): Promise<ApiToken> {
  const [row] = await db.insert(apiTokens).values(values).returning(apiToken);
  if (!row) throw new Error('a token was not inserted');
  return row;
}

export async function listApiTokensOf(db: Executor, userId: string): Promise<ApiToken[]> {
  return db
    .select(apiToken)
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .orderBy(apiTokens.createdAt);
}

/** False if a token has been revoked since it was found. */
export async function isApiTokenValid(db: Executor, apiTokenId: string): Promise<boolean> {
  return (
    (await db.$count(apiTokens, and(eq(apiTokens.apiTokenId, apiTokenId), isNull(apiTokens.revokedAt)))) > 0
  );
}

/** Revokes a token and all that was made with it. False when the user has no such token. */
export async function revokeApiToken(
  db: Executor,
  userId: string,
  apiTokenId: string,
  now: Date,
): Promise<boolean> {
  const rows = await db.execute(sql`
    with recursive family as (
      select api_token_id from api_tokens
      where api_token_id = ${apiTokenId} and user_id = ${userId} and revoked_at is null
      union
      select made.api_token_id from api_tokens made join family on made.made_by_token_id = family.api_token_id)
    update api_tokens set revoked_at = ${now.toISOString()}
    where api_token_id in (select api_token_id from family) and revoked_at is null returning api_token_id`);
  return rows.length > 0;
}

/** @returns how many there were */
export async function revokeApiTokensOf(db: Executor, userId: string, now: Date): Promise<number> {
  const rows = await db
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.apiTokenId });
  return rows.length;
}
