/**
 * Routes of next-auth that this site uses: exact paths below `/api/auth`, by method. `{provider}` stands for a sign-in
 * provider that the site offers.
 */
const listed: readonly (readonly [method: 'GET' | 'POST', path: readonly string[]])[] = [
  ['GET', ['csrf']],
  ['GET', ['providers']],
  ['GET', ['session']],
  ['GET', ['signin']],
  ['GET', ['error']],
  ['GET', ['callback', '{provider}']],
  ['POST', ['signin', '{provider}']],
  ['GET', ['signout']],
  ['POST', ['signout']],
];

export type AuthRoute =
  | { kind: 'listed' }
  | { kind: 'not_found' }
  | { kind: 'other_method'; allow: string[] };

/**
 * Decides if a request is passed to next-auth.
 * @param segments of the path, decoded; a segment may contain a slash
 * @param providers that the site offers, without sign-in by mail
 */
export function decideAuthRoute(
  method: string,
  segments: readonly string[],
  providers: readonly string[],
): AuthRoute {
  const isThis = (path: readonly string[]) =>
    path.length === segments.length &&
    path.every((part, i) =>
      part === '{provider}' ? providers.includes(segments[i] ?? '') : part === segments[i],
    );
  const allow = listed.filter(([, path]) => isThis(path)).map(([allowed]) => allowed);
  if (allow.length === 0) return { kind: 'not_found' };
  return allow.some((allowed) => allowed === method) ? { kind: 'listed' } : { kind: 'other_method', allow };
}

export const signInMethods = ['email', 'github', 'orcid', 'oidc'] as const;

export type SignInMethod = (typeof signInMethods)[number];

export const signInMethodNames: Readonly<Record<SignInMethod, string>> = {
  email: 'E-mail',
  github: 'GitHub',
  orcid: 'ORCID',
  oidc: 'OpenID Connect',
};

/** Sign-in method of a stored provider; null means a link sent by mail. */
export function signInMethodOf(provider: string | null): SignInMethod {
  return signInMethods.find((way) => way === provider) ?? 'email';
}

/**
 * Checks that next-auth can put an error code into a redirect: next-auth and OAuth name errors by single words (RFC 6749,
 * 4.1.2.1). A control character, or one beyond Latin-1, in a header would cause a response with status 500.
 */
export const isErrorCode = (code: string): boolean => /^\w{0,64}$/.test(code);

/**
 * Returns the requested path if it is on this site, else `/`, so that sign-in never redirects to another site. Browsers
 * remove tabs and line breaks from addresses and treat a backslash as a slash, so `/⇥/evil.example` leads to another site
 * too.
 */
export function localPath(requested: unknown): string {
  const isLocal =
    typeof requested === 'string' &&
    requested.length <= 500 &&
    /^\/(?!\/)[^\\\p{Cc}\p{Z}]*$/u.test(requested);
  return isLocal ? requested : '/';
}
