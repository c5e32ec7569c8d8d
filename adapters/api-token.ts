import { createHash, randomBytes } from 'node:crypto';

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
