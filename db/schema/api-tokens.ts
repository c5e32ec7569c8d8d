import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  index,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { tokenScopes } from '@/lib/core/token-scope';
import { benchmarks } from './benchmarks';
import { instant } from './columns';
import { teams, userColumn } from './people';

export const tokenScopeEnum = pgEnum('token_scope', tokenScopes);

/** Only the SHA-256 of a token is stored: the token itself is shown once. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    apiTokenId: uuid('api_token_id').primaryKey().defaultRandom(),
    userId: userColumn(),
    name: text('name').notNull(),
    tokenSha256: text('token_sha256').notNull(),
    hint: text('hint').notNull(),
    scope: tokenScopeEnum('scope').notNull(),
    /** The token that created this one; revoking that token revokes this one too. */
    madeByTokenId: uuid('made_by_token_id').references((): AnyPgColumn => apiTokens.apiTokenId, {
      onDelete: 'cascade',
    }),
    /** The only benchmark for which the token is valid; null for all benchmarks. */
    benchmarkId: uuid('benchmark_id').references(() => benchmarks.benchmarkId, {
      onDelete: 'cascade',
    }),
    /** The only team for which the token acts; null for all teams of its owner. */
    teamId: uuid('team_id').references(() => teams.teamId, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** Rounded to the hour. */
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [
    uniqueIndex('api_tokens_token_sha256_key').on(t.tokenSha256),
    index('api_tokens_user_id_idx').on(t.userId),
    index('api_tokens_made_by_token_id_idx').on(t.madeByTokenId),
    index('api_tokens_benchmark_id_idx').on(t.benchmarkId),
    index('api_tokens_team_id_idx').on(t.teamId),
    check('api_tokens_of_team_never_maintain', sql`${t.teamId} is null or ${t.scope} <> 'maintain'`),
  ],
);
