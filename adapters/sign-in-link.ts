import { createHash, createHmac, randomBytes } from 'node:crypto';

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
