import { webPlatform } from '@/adapters/web-platform';
import { type ApiToken, listApiTokensOf } from '@/db/queries/api-token-queries';
import type { TokenView } from '@/lib/contracts/person';
import type { Actor } from '../access/actor';

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
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  };
}
