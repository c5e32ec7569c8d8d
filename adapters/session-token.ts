import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, for a cookie. */
export const makeSessionToken = (): string => randomBytes(32).toString('base64url');

/** Whether a cookie's value can be a session at all: printable ASCII, at most 255. Nothing else is looked up. */
export const isSessionToken = (text: string): boolean => /^[\x21-\x7e]{1,255}$/.test(text);

/** What is stored: whoever reads the database can't act as those who are signed in. */
export const hashSessionToken = (token: string): string => createHash('sha256').update(token).digest('hex');
