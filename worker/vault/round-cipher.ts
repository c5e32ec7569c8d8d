import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** What a ciphertext is of. It is bound into the tag, so that a row can't be put in another row's place. */
export type SealedName =
  | `${'secret' | 'parts' | 'items'}:${string}`
  | `evaluation:${string}`
  | `outcomes:${string}:${'feedback' | 'final'}`;

export const makeRoundKey = (): Buffer => randomBytes(32);

/** AES-256-GCM: nonce ‖ ciphertext ‖ tag. */
export function encrypt(key: Uint8Array, name: SealedName, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when key, name or a single bit is another than at encryption */
export function decrypt(key: Uint8Array, name: SealedName, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([
    decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)),
    decipher.final(),
  ]);
}
