const yearSeconds = 365 * 86_400;

/** Headers of every response. @param publicUrl under https, browsers get HSTS */
export const securityHeaders = (publicUrl: URL, policy: string): Record<string, string> => ({
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  ...(publicUrl.protocol === 'https:' ? { 'strict-transport-security': `max-age=${yearSeconds}` } : {}),
});

/** Scripts run by the nonce of their response. Charts set widths and positions by inline styles. */
const pagePolicy = (nonce: string): string =>
  [
    `default-src 'self'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'`,
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'",
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  ].join('; ');

/**
 * Any site may frame an embed: it runs no script, sends no request, has an opaque origin, and its links open outside of the
 * frame.
 */
const embedPolicy = [
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** @param url an embed's is in `app/embed/[slug]`, which no other page is */
export const contentSecurityPolicy = (url: string | undefined, nonce: string): string =>
  /^\/embed\/[^/?#\\]+(?:\?|$)/.test(url ?? '') ? embedPolicy : pagePolicy(nonce);
