import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** What a ciphertext is of. It is bound into the tag, so that a row can't be put in another row's place. */
export type SealedName =
  | `${'secret' | 'parts' | 'items' | 'fingerprints'}:${string}`
  | `evaluation:${string}`
  | `columns:${string}`
  | `kept-outcome:${string}`
  | `outcomes:${string}:${'feedback' | 'final'}`
  | `pseudo-values:${string}:final`
  | `prediction-codes:${string}:final`;

export const makeRoundKey = (): Buffer => randomBytes(32);

/** AES-256-GCM: nonce ‖ ciphertext ‖ tag. */
export function encrypt(key: Uint8Array, name: SealedName, plain: Uint8Array): Buffer {
  return Buffer.concat([...encryptPieces(key, name, [plain])]);
}

/** The same in pieces, for what is too long to be in memory several times. */
export function* encryptPieces(
  key: Uint8Array,
  name: SealedName,
  plain: Iterable<Uint8Array>,
): Generator<Uint8Array> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  yield nonce;
  for (const piece of plain) yield cipher.update(piece);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/** @throws when key, name or a single bit is another than at encryption */
export function decrypt(key: Uint8Array, name: SealedName, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  // GCM holds nothing back: this only checks the tag.
  decipher.final();
  return plain;
}
