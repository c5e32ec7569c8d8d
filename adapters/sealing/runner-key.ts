import { createHash, createPublicKey } from 'node:crypto';

/** The public part of a runner's key: an age recipient, and the Ed25519 key of its signatures in PEM. */
export type RunnerKey = { readonly recipient: string; readonly publicKey: string };

/**
 * Formats both parts as one word, as `make-key` prints it: the recipient, a colon, and the Ed25519 key's 32
 * bytes in base64url.
 */
export function formatRunnerKey({ recipient, publicKey }: RunnerKey): string {
  const { x } = createPublicKey(publicKey).export({ format: 'jwk' });
  return `${recipient}:${x}`;
}

/** Parses the word that `formatRunnerKey` makes; null for any other text. */
export function readRunnerKey(text: string): RunnerKey | null {
  const [, recipient, x] = /^(age1[02-9ac-hj-np-z]{58}):([\w-]{43})$/.exec(text.trim()) ?? [];
  if (!recipient || !x) return null;
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return { recipient, publicKey: key.export({ type: 'spki', format: 'pem' }).toString() };
  } catch {
    return null;
  }
}

/**
 * A key's fingerprint, which people compare by eye or by telephone: 128 bits of its SHA-256, in groups of
 * four digits.
 */
export const fingerprintOf = (key: string): string =>
  createHash('sha256')
    .update(key.trim())
    .digest('hex')
    .slice(0, 32)
    .replace(/(.{4})(?=.)/g, '$1 ');
