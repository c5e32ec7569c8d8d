import { createHmac, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveSigningKey, makeIdentity } from './identity';

const secret = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';

describe('signing key of errata', () => {
  it('derives from the identity by HKDF-SHA256, as RFC 5869 defines it', () => {
    const pseudoRandom = createHmac('sha256', Buffer.alloc(32)).update(secret).digest();
    const seed = createHmac('sha256', pseudoRandom)
      .update('tidemark-erratum-ed25519-v1')
      .update('\x01')
      .digest();
    const der = deriveSigningKey(secret).privateKey.export({ type: 'pkcs8', format: 'der' });
    expect(der.subarray(-32)).toEqual(seed);
  });

  it('stays the same for an identity, differs for another, and signs what its public key verifies', async () => {
    const identity = await makeIdentity(secret);
    const bytes = Buffer.from('{"number":1}');
    const signature = identity.sign(bytes);
    expect(identity.publicKey).toBe((await makeIdentity(secret)).publicKey);
    expect(identity.publicKey).not.toBe(deriveSigningKey(`${secret}x`).publicKeyPem);
    expect(verify(null, bytes, identity.publicKey, signature)).toBe(true);
    expect(verify(null, Buffer.from('{"number":2}'), identity.publicKey, signature)).toBe(false);
  });

  it('doesn’t appear in the identity when that is printed', async () => {
    const identity = await makeIdentity(secret);
    expect(JSON.stringify(identity)).not.toContain(secret);
    expect(Object.values(identity).some((value) => typeof value === 'object')).toBe(false);
  });
});
