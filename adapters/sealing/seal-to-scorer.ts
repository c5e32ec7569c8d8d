import { Encrypter } from 'age-encryption';

/**
 * Encrypts a stream to the scorer's public key (age, X25519). The web process has only the public key, so it
 * can't decrypt what it encrypted.
 */
export async function sealToScorer(
  recipient: string,
  plain: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}
