import { Encrypter } from 'age-encryption';

/**
 * Seals a stream to the scorer's public key (age, X25519). The web process holds the recipient only, so what it seals
 * it can't open again.
 */
export async function sealToScorer(
  recipient: string,
  plain: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}
