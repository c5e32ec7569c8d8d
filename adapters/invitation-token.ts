import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as an address may carry them. */
export const makeInvitationToken = (): string => randomBytes(32).toString('base64url');

/** Whether a text could be a token at all: nothing else is asked of the database. */
export const isInvitationToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** What is stored: hex SHA-256. A plain hash is enough for 256 random bits. */
export const hashInvitationToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');
