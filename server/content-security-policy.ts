/** The policy of an answer made for one request: scripts of this site that carry its nonce, and what they load. */
export const policyOfNonce = (nonce: string): string => compose(`'self' 'nonce-${nonce}' 'strict-dynamic'`);

/**
 * The policy of an answer that many get: scripts of this site, and those in the page whose hashes are told. A nonce that is the same
 * for many is known to everybody.
 * @param hashes as sources: `'sha256-…'`
 */
export const policyOfHashes = (hashes: readonly string[]): string => compose(["'self'", ...hashes].join(' '));

/** Nothing from elsewhere. Inline styles are allowed, since widths and positions of charts are set that way. */
const compose = (scripts: string): string =>
  [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Whether an address is that of a page for other sites' frames (`app/embed/[slug]`). Nothing else lies there, and what else the site
 * has is found by no such address.
 */
export const isEmbed = (url = ''): boolean => /^\/embed\/[^/?#\\]+(?:\?|$)/.test(url);

/** Anybody may frame it: it runs nothing, asks nothing, has no cookie (an origin of its own), and its links open beside the frame. */
export const policyOfEmbed = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');
