import { describe, expect, it } from 'vitest';
import { formatCanonicalJson } from '../files/canonical-json';
import { computeNonces, computeSplitKeys, drawIds, drawOrder } from './drawn-secrets';
import golden from './golden-commitment.json';
import { createWebCryptoHasher, formatHex, parseHashHex } from './hasher';
import {
  computeLeaves,
  computeMerkleRoot,
  formatLeafText,
  hashAt,
  hashCountOf,
  type LeafItem,
} from './merkle-tree';
import { computeAuditPath } from './verify-item-proof';
import { type CommittedArchive, drawSplitsByCount, verifyItems } from './verify-items';

type GoldenCase = CommittedArchive & {
  readonly name: string;
  readonly split_keys: readonly string[];
  readonly order: readonly number[];
  /** Pseudonymous ids that are computed from each item's id as if that were the item's original id. */
  readonly drawn_ids: readonly string[];
  readonly leaf_texts: readonly string[];
  readonly paths: readonly (readonly string[])[];
};

const cases = golden as readonly GoldenCase[];

const hasher = createWebCryptoHasher(globalThis.crypto.subtle);

function leafItemOf({ id, input, label, split, slices }: CommittedArchive['items'][number]): LeafItem {
  const inputJson = formatCanonicalJson(input);
  if (!inputJson.ok) throw new Error(inputJson.error);
  return { id, inputJson: inputJson.value, label, split, slices };
}

describe.each(cases)('a commitment made by the Python of research/golden: $name', (c) => {
  const ids = c.items.map((item) => item.id);
  const secret = parseHashHex(c.secret)!;
  const hexOf = (column: Uint8Array) =>
    Array.from({ length: hashCountOf(column) }, (_, position) => formatHex(hashAt(column, position)));

  it('has the same leaf texts as a commitment computed by lib/core/commitment', () => {
    expect(c.items.map((item) => formatLeafText(leafItemOf(item)))).toEqual(c.leaf_texts);
  });

  it('has the same nonces, leaves and root as a commitment computed by lib/core/commitment', async () => {
    const nonces = await computeNonces(hasher, secret, ids);
    expect(hexOf(nonces)).toEqual(c.items.map((item) => item.nonce));
    const leaves = await computeLeaves(hasher, c.items.map(leafItemOf), nonces);
    expect(hexOf(leaves)).toEqual(c.items.map((item) => item.leaf));
    expect(formatHex(await computeMerkleRoot(hasher, leaves))).toBe(c.commitment.root);
    for (const [position, path] of c.paths.entries())
      expect((await computeAuditPath(hasher, leaves, position)).map(formatHex)).toEqual(path);
  });

  it('has the same order of inputs and pseudonymous ids as a commitment computed by lib/core/commitment', async () => {
    expect(Array.from(await drawOrder(hasher, secret, ids))).toEqual(c.order);
    expect(await drawIds(hasher, secret, ids)).toEqual(c.drawn_ids);
  });

  it('has the same splits as a commitment computed by lib/core/commitment', async () => {
    const keys = await computeSplitKeys(hasher, secret, ids);
    expect(Array.from(keys, (key) => key.toString(16).padStart(16, '0'))).toEqual(c.split_keys);
    const bits = drawSplitsByCount(keys, c.commitment.feedback_count);
    expect(ids.map((_, i) => ((bits[i >> 3]! >> (i & 7)) & 1 ? 'feedback' : 'final'))).toEqual(
      c.items.map((item) => item.split),
    );
  });

  it('passes verification by verifyItems', async () => {
    expect(await verifyItems(c, hasher)).toEqual({
      findings: [],
      findingCount: 0,
      root: c.commitment.root,
    });
  });
});
