import { createHash, createHmac, randomBytes } from 'node:crypto';

const pattern = /^tdm_([A-Za-z0-9_-]{43})([0-9a-f]{8})$/;

const checksum = (body: string): string =>
  createHash('sha256').update(`tdm_${body}`).digest('hex').slice(0, 8);

/** `tdm_` + 256 random bits + checksum: by the checksum, scanners for secrets and we ourselves tell a typo without a look-up. */
export function makeToken(): string {
  const body = randomBytes(32).toString('base64url');
  return `tdm_${body}${checksum(body)}`;
}

export function isWellFormedToken(token: string): boolean {
  const match = pattern.exec(token);
  return match !== null && checksum(match[1] ?? '') === match[2];
}

/** What is stored. A plain hash is enough for 256 random bits. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Enough to recognise a token in a list. */
export const hintOf = (token: string): string => `${token.slice(0, 8)}…`;

/** 256 random bits, as an address may carry them. */
export const makeInvitationToken = (): string => randomBytes(32).toString('base64url');

/** Whether a text could be a token at all: nothing else is asked of the database. */
export const isInvitationToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** What is stored: hex SHA-256. A plain hash is enough for 256 random bits. */
export const hashInvitationToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** 256 random bits, for a cookie. */
export const makeSessionToken = (): string => randomBytes(32).toString('base64url');

/** Whether a cookie's value can be a session at all: printable ASCII, at most 255. Nothing else is looked up. */
export const isSessionToken = (text: string): boolean => /^[\x21-\x7e]{1,255}$/.test(text);

/** What is stored: whoever reads the database can't act as those who are signed in. */
export const hashSessionToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** 256 random bits, as an address may carry them. */
export const makeLinkToken = (): string => randomBytes(32).toString('hex');

/** Whether a text could be a token at all: nothing else is asked of the database. */
export const isLinkToken = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** What is stored of a link's token. */
export const hashLinkToken = (token: string, secret: string): string => sha256(`${token}${secret}`);

/** 256 random bits by which the browser that asked for a link is known again. */
export const makeBrowserNonce = (): string => randomBytes(32).toString('base64url');

export const isBrowserNonce = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** What is stored of a browser's nonce. */
export const hashBrowserNonce = sha256;

/** What a browser keeps that has signed in with an address: nobody else can make it, and it opens nothing. */
export const markOfBrowser = (email: string, secret: string): string =>
  createHmac('sha256', secret).update(`browser:${email}`).digest('hex');

/** What is stored of a network: a plain hash of one could be found by trying them all. */
export const hmacNetwork = (network: string, secret: string): string =>
  createHmac('sha256', secret).update(`network:${network}`).digest('hex');
