import { and, eq, gt, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { TokenBounds, TokenScope } from '@/lib/core/token-scope';
import type { Executor } from '../client';
import { apiTokens } from '../schema/api-tokens';
import { benchmarks } from '../schema/benchmarks';
import { teams, users } from '../schema/people';
import { isInGoodStanding, type Person, person } from './people-queries';

/** Columns of a token without its hash, which never leaves the database. */
const apiToken = {
  apiTokenId: apiTokens.apiTokenId,
  name: apiTokens.name,
  hint: apiTokens.hint,
  scope: apiTokens.scope,
  createdAt: apiTokens.createdAt,
  expiresAt: apiTokens.expiresAt,
  lastUsedAt: apiTokens.lastUsedAt,
};

/** Ids and slugs of the benchmark and the team to which a token is restricted, by outer joins. */
const bound = {
  benchmarkId: apiTokens.benchmarkId,
  benchmarkSlug: benchmarks.slug,
  teamId: apiTokens.teamId,
  teamSlug: teams.slug,
};

export type ApiToken = Pick<typeof apiTokens.$inferSelect, keyof typeof apiToken> & { bounds: TokenBounds };

function boundsOf(row: { [K in keyof typeof bound]: string | null }): TokenBounds {
  const { benchmarkId, benchmarkSlug, teamId, teamSlug } = row;
  return {
    benchmark: benchmarkId && benchmarkSlug ? { benchmarkId, slug: benchmarkSlug } : null,
    team: teamId && teamSlug ? { teamId, slug: teamSlug } : null,
  };
}

/**
 * Finds the owner of a token, and records the hour of its use. @returns undefined for unknown, expired and
 * revoked tokens, and for a suspended owner
 */
export async function findPersonByToken(
  db: Executor,
  tokenSha256: string,
  { now, hour }: { now: Date; hour: Date },
): Promise<(Person & Pick<ApiToken, 'apiTokenId' | 'scope' | 'expiresAt' | 'bounds'>) | undefined> {
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
      bound,
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .leftJoin(benchmarks, eq(benchmarks.benchmarkId, apiTokens.benchmarkId))
    .leftJoin(teams, eq(teams.teamId, apiTokens.teamId))
    .where(isThis);
  if (!row) return undefined;
  const { bound: found, ...token } = row;
  return { ...token, bounds: boundsOf(found) };
}

export async function insertApiToken(
  db: Executor,
  {
    bounds,
    ...values
  }: {
    userId: string;
    name: string;
    tokenSha256: string;
    hint: string;
    scope: TokenScope;
    bounds: TokenBounds;
    expiresAt: Date;
    madeByTokenId: string | null;
  },
): Promise<ApiToken> {
  const ids = { benchmarkId: bounds.benchmark?.benchmarkId ?? null, teamId: bounds.team?.teamId ?? null };
  const [row] = await db
    .insert(apiTokens)
    .values({ ...values, ...ids })
    .returning(apiToken);
  if (!row) throw new Error('a token was not inserted');
  return { ...row, bounds };
}

export async function listApiTokensOf(db: Executor, userId: string): Promise<ApiToken[]> {
  const rows = await db
    .select({ ...apiToken, bound })
    .from(apiTokens)
    .leftJoin(benchmarks, eq(benchmarks.benchmarkId, apiTokens.benchmarkId))
    .leftJoin(teams, eq(teams.teamId, apiTokens.teamId))
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .orderBy(apiTokens.createdAt);
  return rows.map(({ bound: found, ...token }) => ({ ...token, bounds: boundsOf(found) }));
}

/** Checks a token again: false if it was revoked since it was found. */
export async function isApiTokenValid(db: Executor, apiTokenId: string): Promise<boolean> {
  return (
    (await db.$count(apiTokens, and(eq(apiTokens.apiTokenId, apiTokenId), isNull(apiTokens.revokedAt)))) > 0
  );
}

/** Revokes a token and all tokens that were made with it. False if the user has no such token. */
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

/** Revokes all tokens of a user. @returns the number of revoked tokens */
export async function revokeApiTokensOf(db: Executor, userId: string, now: Date): Promise<number> {
  const rows = await db
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.apiTokenId });
  return rows.length;
}

/** Kinds of objects that have API addresses of their own, by the first segment of the path. */
export const placedNouns = { submissions: 'submission', versions: 'version', 'dry-runs': 'dry run' } as const;
export type PlacedNoun = keyof typeof placedNouns;

const placesOf: Readonly<Record<PlacedNoun, (id: string) => SQL>> = {
  submissions: (id) => sql`select r.benchmark_id, s.team_id from submissions s join rounds r using (round_id)
    where s.submission_id = ${id}`,
  versions: (id) => sql`select m.benchmark_id, m.team_id from model_versions v join models m using (model_id)
    where v.version_id = ${id}`,
  'dry-runs': (id) => sql`select benchmark_id, null as team_id from dry_runs where dry_run_id = ${id}`,
};

/** Finds the benchmark and the team of an object, with which a token's restrictions are compared. */
export async function findPlaceOf(
  db: Executor,
  noun: PlacedNoun,
  id: string,
): Promise<{ benchmarkId: string; teamId: string | null } | undefined> {
  const [row] = await db.execute<{ benchmark_id: string; team_id: string | null }>(placesOf[noun](id));
  return row && { benchmarkId: row.benchmark_id, teamId: row.team_id };
}
