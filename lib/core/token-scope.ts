/** Scopes of an API token, each including the previous ones: read, submit predictions, act with all rights of its owner. */
export const tokenScopes = ['read', 'submit', 'maintain'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** The benchmark and the team to which a token is limited; null for no limit. */
export type TokenBounds = {
  readonly benchmark: { readonly benchmarkId: string; readonly slug: string } | null;
  readonly team: { readonly teamId: string; readonly slug: string } | null;
};

/** Checks that the scope `has` includes the scope `needed`. */
export const coversScope = (has: TokenScope, needed: TokenScope): boolean =>
  tokenScopes.indexOf(has) >= tokenScopes.indexOf(needed);
