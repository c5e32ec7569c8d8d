import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const pattern = /^tdm_([A-Za-z0-9_-]{43})([0-9a-f]{8})$/;

const checksum = (body: string): string =>
  createHash('sha256').update(`tdm_${body}`).digest('hex').slice(0, 8);

/** `tdm_` + 256 random bits + checksum: the checksum lets secret scanners and the site detect a typo without a query. */
export function makeToken(): string {
  const body = randomBytes(32).toString('base64url');
  return `tdm_${body}${checksum(body)}`;
}

export function isWellFormedToken(token: string): boolean {
  const match = pattern.exec(token);
  return match !== null && checksum(match[1] ?? '') === match[2];
}

/** The hash that the database stores instead of the token. A plain hash is enough for 256 random bits. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The first characters of a token, by which its owner recognises it in a list. */
export const hintOf = (token: string): string => `${token.slice(0, 8)}…`;

/** 256 random bits, safe in an address. */
export const makeInvitationToken = (): string => randomBytes(32).toString('base64url');

/** True if a text has the form of a token; other texts need no query. */
export const isInvitationToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** The hash that the database stores, hex SHA-256. A plain hash is enough for 256 random bits. */
export const hashInvitationToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** 256 random bits, for a cookie. */
export const makeSessionToken = (): string => randomBytes(32).toString('base64url');

/** True if a cookie's value has the form of a session token: printable ASCII, at most 255. Other values need no query. */
export const isSessionToken = (text: string): boolean => /^[\x21-\x7e]{1,255}$/.test(text);

/** The hash that the database stores, so that a reader of the database can't act as a signed-in person. */
export const hashSessionToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** 256 random bits, safe in an address. */
export const makeLinkToken = (): string => randomBytes(32).toString('hex');

/** True if a text has the form of a token; other texts need no query. */
export const isLinkToken = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** The hash that the database stores of a sign-in link's token. */
export const hashLinkToken = (token: string, secret: string): string => sha256(`${token}${secret}`);

/** 256 random bits that identify the browser that requested a link. */
export const makeBrowserNonce = (): string => randomBytes(32).toString('base64url');

export const isBrowserNonce = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** The hash that the database stores of a browser's nonce. */
export const hashBrowserNonce = sha256;

/**
 * The cookie value that marks a browser in which an address has signed in before: it can't be forged, and
 * gives no access.
 */
export const markOfBrowser = (email: string, secret: string): string =>
  createHmac('sha256', secret).update(`browser:${email}`).digest('hex');

/**
 * Keyed hash of a client's network, as the database stores it: a plain hash could be inverted by trying all
 * networks.
 */
export const hmacNetwork = (network: string, secret: string): string =>
  createHmac('sha256', secret).update(`network:${network}`).digest('hex');

/**
 * Keyed hash by which the site recognises a deleted person's e-mail address: a plain hash could be inverted
 * by trying addresses.
 */
export const hmacAddress = (email: string, secret: string): string =>
  createHmac('sha256', secret).update(`address:${email.toLowerCase()}`).digest('hex');

/** Keyed hash by which the site recognises a deleted person's account at a sign-in provider. */
export const hmacAccount = (
  { provider, providerAccountId }: { provider: string; providerAccountId: string },
  secret: string,
): string => createHmac('sha256', secret).update(`account:${provider}:${providerAccountId}`).digest('hex');

type Unsubscribed = { readonly userId: string; readonly kind: string };

const hmacUnsubscribe = ({ userId, kind }: Unsubscribed, secret: string): string =>
  createHmac('sha256', secret).update(`unsubscribe:${userId}:${kind}`).digest('hex');

/**
 * Makes a token that unsubscribes a person from one kind of mail, and gives no other access. It doesn't
 * expire, because the mail that contains it doesn't either.
 */
export const makeUnsubscribeToken = (to: Unsubscribed, secret: string): string =>
  `${to.userId}.${to.kind}.${hmacUnsubscribe(to, secret)}`;

/** Returns the content of an unsubscribe token; null for a token that the site didn't make. */
export function readUnsubscribeToken(token: string, secret: string): Unsubscribed | null {
  const [, userId, kind, hmac] = /^([0-9a-f-]{36})\.([a-z_]{1,40})\.([0-9a-f]{64})$/.exec(token) ?? [];
  if (!userId || !kind || !hmac) return null;
  const expected = Buffer.from(hmacUnsubscribe({ userId, kind }, secret));
  return timingSafeEqual(expected, Buffer.from(hmac)) ? { userId, kind } : null;
}
