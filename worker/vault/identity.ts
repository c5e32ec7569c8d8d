import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';

/**
 * The scorer's private key. Only modules of this folder and the jobs that receive it can decrypt a test set.
 */
export type Identity = {
  openStream(sealed: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>>;
  open(sealed: Uint8Array): Promise<Uint8Array>;
  /**
   * Decrypts the key of one encrypted file from the beginning of that file; whoever has this key can read
   * that file and no other. @throws where the file isn't encrypted to this identity
   */
  openFileKey(beginning: Uint8Array): Promise<Uint8Array>;
  seal(plain: Uint8Array): Promise<Uint8Array>;
  /** An Ed25519 signature (64 bytes) that `publicKey` verifies. */
  sign(bytes: Uint8Array): Uint8Array;
  /** The public signing key as SubjectPublicKeyInfo in PEM. */
  publicKey: string;
  /** The age public key to which other processes encrypt. */
  recipient: string;
};

export async function readIdentity(path: string): Promise<Identity> {
  return makeIdentity((await readFile(path, 'utf8')).trim());
}

export async function makeIdentity(secret: string): Promise<Identity> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  const recipient = await identityToRecipient(secret);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const { privateKey, publicKeyPem } = deriveSigningKey(secret);
  return {
    openStream: (sealed) => decrypter.decrypt(sealed),
    open: (sealed) => decrypter.decrypt(sealed),
    openFileKey: (beginning) => decrypter.decryptHeader(beginning),
    seal: (plain) => encrypter.encrypt(plain),
    sign: (bytes) => sign(null, bytes, privateKey),
    publicKey: publicKeyPem,
    recipient,
  };
}

const info = 'tidemark-erratum-ed25519-v1';

/** Prefix of a private Ed25519 key in PKCS #8 (RFC 8410); the key's 32 bytes follow. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Derives the scorer's Ed25519 key from its age identity: HKDF-SHA256 (RFC 5869) of the identity's text,
 * without salt. The same identity gives the same key on every machine, and the key reveals nothing of the
 * identity.
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
