import { describe, expect, it } from 'vitest';
import { decrypt, encrypt, makeRoundKey } from './round-cipher';

describe('cipher of a round', () => {
  const key = makeRoundKey();
  const plain = Buffer.from('late,on_time,late');

  it('decrypts what it encrypted under the same key and name', () => {
    expect(decrypt(key, 'items:a', encrypt(key, 'items:a', plain)).equals(plain)).toBe(true);
  });

  it('refuses another row’s name, another round’s key and every flipped bit', () => {
    const sealed = encrypt(key, 'items:a', plain);
    expect(() => decrypt(key, 'items:b', sealed)).toThrow();
    expect(() => decrypt(makeRoundKey(), 'items:a', sealed)).toThrow();
    for (let byte = 0; byte < sealed.length; byte++) {
      const tampered = Buffer.from(sealed);
      tampered[byte]! ^= 1;
      expect(() => decrypt(key, 'items:a', tampered)).toThrow();
    }
  });

  it('never encrypts the same bytes to the same ciphertext', () => {
    expect(encrypt(key, 'items:a', plain).equals(encrypt(key, 'items:a', plain))).toBe(false);
  });
});
