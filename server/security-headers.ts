const yearSeconds = 365 * 86_400;

/** Headers of every response. @param publicUrl under https, the headers include HSTS */
export const securityHeaders = (publicUrl: URL, policy: string): Record<string, string> => ({
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  ...(publicUrl.protocol === 'https:' ? { 'strict-transport-security': `max-age=${yearSeconds}` } : {}),
});

/**
 * Policy of ordinary pages. Only scripts with the response's nonce run. Inline styles are allowed, since charts set widths and
 * positions by them.
 */
const pagePolicy = (nonce: string): string =>
  [
    `default-src 'self'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'`,
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'",
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  ].join('; ');

/**
 * Policy of embedded pages. Any site may frame them: they run no script, send no request, have an opaque origin, and their
 * links open outside the frame.
 */
const embedPolicy = [
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** @param url the address of the request; only pages below `app/embed/[slug]` get the policy for embedding */
export const contentSecurityPolicy = (url: string | undefined, nonce: string): string =>
  /^\/embed\/[^/?#\\]+(?:\?|$)/.test(url ?? '') ? embedPolicy : pagePolicy(nonce);
