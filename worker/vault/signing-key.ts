import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';

const info = 'tidemark-erratum-ed25519-v1';
/** PKCS #8 of an Ed25519 key is this and its 32 bytes (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The scorer's Ed25519 key: HKDF-SHA256 (RFC 5869) of the text of its age identity, without salt. The same identity gives
 * the same key on every machine, and the key tells nothing of the identity.
 */
export function deriveSigningKey(identity: string): { privateKey: KeyObject; publicKeyPem: string } {
  const seed = Buffer.from(hkdfSync('sha256', Buffer.from(identity), Buffer.alloc(0), info, 32));
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return { privateKey, publicKeyPem };
}
