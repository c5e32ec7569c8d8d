import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWebCryptoHasher, formatHex } from './hasher';
import { computeMerkleRoot, createHashColumn, encodeLeafMessage, hashAt, setHashes } from './merkle-tree';
import { computeAuditPath, verifyAuditPath } from './verify-item-proof';

const hasher = createWebCryptoHasher(globalThis.crypto.subtle);

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

const noNonce = new Uint8Array(0);

function leavesOf(texts: readonly string[]) {
  const leaves = createHashColumn(texts.length);
  setHashes(
    leaves,
    0,
    texts.map((text) => sha256(encodeLeafMessage(noNonce, text))),
  );
  return leaves;
}

/** Computes the Merkle root by the recursive definition of RFC 6962, section 2.1. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (2 * split < leaves.length) split *= 2;
  return sha256(
    Buffer.concat(
      [[1], rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split))].map((b) => Uint8Array.from(b)),
    ),
  );
}

const flipBit = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe('tree of RFC 6962', () => {
  it('has the published leaf of the empty text and the published root of the eight test leaves of Certificate Transparency', async () => {
    // The eight leaves of Certificate Transparency's test are byte strings that are valid ASCII (00, 10, 2021 and so on), so
    // they can be hashed as texts.
    const hex = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const leaves = leavesOf(hex.map((digits) => Buffer.from(digits, 'hex').toString('latin1')));
    expect(formatHex(hashAt(leaves, 0))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(formatHex(await computeMerkleRoot(hasher, leaves))).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    );
  });

  it('uses SHA-256 of the empty text as the root of an empty tree', async () => {
    expect(formatHex(await computeMerkleRoot(hasher, createHashColumn(0)))).toBe(formatHex(sha256(noNonce)));
  });

  it('equals the recursive definition for 1 to 40 leaves, and gives each leaf a path that fits only that leaf’s position', async () => {
    for (let itemCount = 1; itemCount <= 40; itemCount += 1) {
      const leaves = leavesOf(Array.from({ length: itemCount }, (_, i) => `leaf ${i}`));
      const root = await computeMerkleRoot(hasher, leaves);
      expect(root).toEqual(rootOf(Array.from({ length: itemCount }, (_, i) => hashAt(leaves, i))));
      for (let position = 0; position < itemCount; position += 1) {
        const proof = {
          leaf: hashAt(leaves, position),
          itemCount,
          root,
          path: await computeAuditPath(hasher, leaves, position),
        };
        expect(await verifyAuditPath(hasher, { ...proof, position })).toBe(true);
        expect(await verifyAuditPath(hasher, { ...proof, position: (position + 1) % (itemCount + 1) })).toBe(
          false,
        );
        expect(await verifyAuditPath(hasher, { ...proof, position: position - 1 })).toBe(false);
      }
    }
  });

  it('refuses a path after any flipped bit of leaf, path or root, and a path of the wrong length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), async (itemCount, at, flip) => {
        const position = at % itemCount;
        const leaves = leavesOf(Array.from({ length: itemCount }, (_, i) => `leaf ${i}`));
        const root = await computeMerkleRoot(hasher, leaves);
        const path = await computeAuditPath(hasher, leaves, position);
        const proof = { leaf: hashAt(leaves, position).slice(), position, itemCount, path, root };
        const bit = flip % 256;
        const step = flip % path.length;
        for (const changed of [
          { leaf: flipBit(proof.leaf, bit) },
          { root: flipBit(root, bit) },
          { path: path.map((hash, i) => (i === step ? flipBit(hash, bit) : hash)) },
          { path: path.slice(0, -1) },
          { path: path.slice(1) },
          { path: [...path, path[0]!] },
          { path: path.map((hash) => hash.subarray(1)) },
          { position: position + itemCount },
          { position: position + 0.5 },
        ])
          expect(await verifyAuditPath(hasher, { ...proof, ...changed })).toBe(false);
      }),
    );
  });

  it('has no path for a position without a leaf', async () => {
    await expect(computeAuditPath(hasher, leavesOf(['a']), 1)).rejects.toThrow(RangeError);
  });
});
