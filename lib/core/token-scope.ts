/** Scopes of an API token, each including the previous ones: read, submit predictions, act with all rights of its owner. */
export const tokenScopes = ['read', 'submit', 'maintain'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Checks that the scope `has` includes `needed`. */
export const coversScope = (has: TokenScope, needed: TokenScope): boolean =>
  tokenScopes.indexOf(has) >= tokenScopes.indexOf(needed);
