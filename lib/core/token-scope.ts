/** Scopes of an API token, each including the ones before: read, send predictions too, everything that its owner can. */
export const tokenScopes = ['read', 'submit', 'maintain'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Checks that a token of scope `has` may do what needs `needed`. */
export const coversScope = (has: TokenScope, needed: TokenScope): boolean =>
  tokenScopes.indexOf(has) >= tokenScopes.indexOf(needed);
