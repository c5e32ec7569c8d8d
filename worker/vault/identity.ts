import { sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { deriveSigningKey } from './signing-key';

/** The scorer's private key. Only this folder and the jobs that are given it can open a test set. */
export type Identity = {
  openStream(sealed: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>>;
  open(sealed: Uint8Array): Promise<Uint8Array>;
  seal(plain: Uint8Array): Promise<Uint8Array>;
  /** An Ed25519 signature (64 bytes) that `publicKey` verifies. */
  sign(bytes: Uint8Array): Uint8Array;
  /** SubjectPublicKeyInfo in PEM. */
  publicKey: string;
};

export async function readIdentity(path: string): Promise<Identity> {
  return makeIdentity((await readFile(path, 'utf8')).trim());
}

export async function makeIdentity(secret: string): Promise<Identity> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(secret));
  const { privateKey, publicKeyPem } = deriveSigningKey(secret);
  return {
    openStream: (sealed) => decrypter.decrypt(sealed),
    open: (sealed) => decrypter.decrypt(sealed),
    seal: (plain) => encrypter.encrypt(plain),
    sign: (bytes) => sign(null, bytes, privateKey),
    publicKey: publicKeyPem,
  };
}
