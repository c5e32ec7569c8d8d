/** Scopes of an API token, each including the previous ones: read, submit predictions, act with all rights of its owner. */
export const tokenScopes = ['read', 'submit', 'maintain'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** The only benchmark and the only team for which a token works; null for any. */
export type TokenBounds = {
  readonly benchmark: { readonly benchmarkId: string; readonly slug: string } | null;
  readonly team: { readonly teamId: string; readonly slug: string } | null;
};

/** Checks that the scope `has` includes `needed`. */
export const coversScope = (has: TokenScope, needed: TokenScope): boolean =>
  tokenScopes.indexOf(has) >= tokenScopes.indexOf(needed);
