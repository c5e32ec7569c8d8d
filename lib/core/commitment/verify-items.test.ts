import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCanonicalJson, type JsonValue } from '../files/canonical-json';
import { createItemIndex } from '../round/item-index';
import { computeNonces, computeSplitKeys, isFeedback, positionsOf } from './drawn-secrets';
import { createWebCryptoHasher, formatHex, parseHashHex } from './hasher';
import { computeLeaves, computeMerkleRoot, hashAt } from './merkle-tree';
import { computeAuditPath, verifyItemProof } from './verify-item-proof';
import { type CommittedArchive, drawSplitsByCount, findingsShownMax, verifyItems } from './verify-items';

const hasher = createWebCryptoHasher(globalThis.crypto.subtle);

const secretHex = '5d'.repeat(32);

type Row = { id: string; input: JsonValue; label: string | number };

const inputJsonOf = (input: JsonValue) => {
  const text = formatCanonicalJson(input);
  if (!text.ok) throw new Error(text.error);
  return text.value;
};

async function sealArchive(rows: readonly Row[], feedbackCount: number) {
  const secret = parseHashHex(secretHex)!;
  const index = createItemIndex(rows.map((row) => row.id));
  const rowOf = new Map(rows.map((row) => [index.find(row.id)!, row]));
  const nonces = await computeNonces(hasher, secret, index.listIds());
  const bits = drawSplitsByCount(await computeSplitKeys(hasher, secret, index.listIds()), feedbackCount);
  const leafItems = index.listIds().map((id, position) => {
    const { input, label } = rowOf.get(position)!;
    const split = isFeedback(bits, position) ? ('feedback' as const) : ('final' as const);
    return { id, input, inputJson: inputJsonOf(input), label, split };
  });
  const leaves = await computeLeaves(hasher, leafItems, nonces);
  const root = await computeMerkleRoot(hasher, leaves);
  const archive: CommittedArchive = {
    secret: secretHex,
    items: leafItems.map(({ id, input, label, split }, position) => ({
      id,
      input,
      label,
      split,
      nonce: formatHex(hashAt(nonces, position)),
      leaf: formatHex(hashAt(leaves, position)),
    })),
    commitment: {
      root: formatHex(root),
      item_count: rows.length,
      feedback_count: feedbackCount,
      final_count: rows.length - feedbackCount,
    },
  };
  return { archive, leaves, nonces, root, leafItems };
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `item-${i}`,
    input: { x: i },
    label: i % 2 ? 'yes' : 'no',
  }));

const changeItem = (
  archive: CommittedArchive,
  position: number,
  change: Partial<CommittedArchive['items'][number]>,
): CommittedArchive => ({
  ...archive,
  items: archive.items.map((item, i) => (i === position ? { ...item, ...change } : item)),
});

const flipDigit = (hex: string, at: number) =>
  hex.slice(0, at) + (Number.parseInt(hex[at]!, 16) ^ 1).toString(16) + hex.slice(at + 1);

const anyRows = fc.uniqueArray(
  fc.record({
    id: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
      .filter((id) => !/[\p{Cc}\p{Cs}]/u.test(id)),
    input: fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).map((value) => value as JsonValue),
    label: fc.oneof(fc.constantFrom('yes', 'no', 'é'), fc.double({ noNaN: true, noDefaultInfinity: true })),
  }),
  { minLength: 2, maxLength: 12, selector: (row) => row.id.normalize('NFC') },
);

describe('verifyItems', () => {
  it('finds no fault in a sealed archive read from its JSON', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.nat(), async (rows, draw) => {
        const { archive } = await sealArchive(rows, draw % (rows.length + 1));
        const read = JSON.parse(JSON.stringify(archive)) as CommittedArchive;
        expect(await verifyItems(read, hasher)).toMatchObject({
          findings: [],
          root: archive.commitment.root,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('finds any single change of any field of any item, and names the item', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.nat(), fc.nat(), fc.nat({ max: 63 }), async (rows, draw, at, digit) => {
        const { archive } = await sealArchive(rows, draw % (rows.length + 1));
        const position = at % rows.length;
        const item = archive.items[position]!;
        const changes: Record<string, Partial<typeof item>> = {
          id: { id: `${item.id}!` },
          label: { label: typeof item.label === 'number' ? String(item.label) : 0 },
          input: { input: [item.input] },
          split: { split: item.split === 'final' ? 'feedback' : 'final' },
          nonce: { nonce: flipDigit(item.nonce, digit) },
          leaf: { leaf: flipDigit(item.leaf, digit) },
        };
        const expected: Record<string, string> = { id: 'nonce', label: 'leaf', input: 'leaf' };
        for (const [field, change] of Object.entries(changes)) {
          const { findings } = await verifyItems(changeItem(archive, position, change), hasher);
          const id = change.id ?? item.id;
          expect(findings).toContainEqual(
            expect.objectContaining({ what: expected[field] ?? field, id, position }),
          );
          const rootIsWrong = findings.some(({ what }) => what === 'root');
          expect(rootIsWrong).toBe(field !== 'nonce' && field !== 'leaf');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('reports a wrong round secret once, and still checks leaves and root', async () => {
    const { archive } = await sealArchive(rowsOf(30), 10);
    for (const secret of [flipDigit(secretHex, 0), '', 'zz'.repeat(32), `${secretHex}00`]) {
      const { findings, findingCount } = await verifyItems({ ...archive, secret }, hasher);
      expect(findings.map(({ what }) => what)).toEqual(['secret']);
      expect(findingCount).toBe(1);
    }
    const changed = changeItem({ ...archive, secret: flipDigit(secretHex, 63) }, 3, { label: 'maybe' });
    const { findings } = await verifyItems(changed, hasher);
    expect(findings.map(({ what }) => what)).toEqual(['secret', 'leaf', 'root']);
  });

  it('names the item with a wrong nonce and still verifies the other items', async () => {
    const { archive } = await sealArchive(rowsOf(30), 10);
    const { findings } = await verifyItems(changeItem(archive, 7, { nonce: '' }), hasher);
    expect(findings).toMatchObject([{ what: 'nonce', id: archive.items[7]!.id, position: 7 }]);
  });

  it('finds items that are missing, added, exchanged or repeated', async () => {
    const { archive } = await sealArchive(rowsOf(20), 5);
    const { items } = archive;
    const kindsOf = async (changed: CommittedArchive['items']) =>
      (await verifyItems({ ...archive, items: changed }, hasher)).findings.map(({ what }) => what);
    expect(await kindsOf(items.slice(1))).toEqual(expect.arrayContaining(['count', 'root']));
    expect(await kindsOf([...items, items[19]!])).toEqual(expect.arrayContaining(['order', 'count', 'root']));
    expect(await kindsOf([items[1]!, items[0]!, ...items.slice(2)])).toEqual(['order', 'root']);
    expect(await kindsOf([])).toEqual(['count', 'count', 'count', 'root']);
  });

  it('finds every change of a field of the commitment', async () => {
    const { archive } = await sealArchive(rowsOf(20), 5);
    for (const change of [
      { item_count: 21 },
      { feedback_count: 6 },
      { feedback_count: -1 },
      { final_count: 14 },
      { root: flipDigit(archive.commitment.root, 9) },
    ]) {
      const commitment = { ...archive.commitment, ...change };
      const what = 'root' in change ? 'root' : 'count';
      const { findings } = await verifyItems({ ...archive, commitment }, hasher);
      expect(findings).toContainEqual(expect.objectContaining({ what }));
    }
  });

  it('finds a label that was changed together with the leaf of its item, because the root changes', async () => {
    const { archive, nonces, leafItems } = await sealArchive(rowsOf(20), 5);
    const label = 'maybe';
    const leaf = formatHex(await computeLeaves(hasher, [{ ...leafItems[4]!, label }], hashAt(nonces, 4)));
    const { findings } = await verifyItems(changeItem(archive, 4, { label, leaf }), hasher);
    expect(findings.map(({ what }) => what)).toEqual(['root']);
  });

  it('finds an id that no test set can contain, and an input that isn’t canonical JSON', async () => {
    const { archive } = await sealArchive(rowsOf(3), 1);
    for (const id of ['', 'e\u0301', 'a\0', 'a\ud800']) {
      const { findings } = await verifyItems(changeItem(archive, 1, { id }), hasher);
      expect(findings).toContainEqual(expect.objectContaining({ what: 'id', id, position: 1 }));
    }
    const { findings } = await verifyItems(changeItem(archive, 1, { input: '\ud800' }), hasher);
    expect(findings[0]).toMatchObject({
      what: 'leaf',
      position: 1,
      detail: expect.stringContaining('RFC 8785'),
    });
  });

  it('shows at most 100 findings of a kind and counts the rest', async () => {
    const { archive } = await sealArchive(rowsOf(300), 100);
    const items = archive.items.map((item) => ({ ...item, label: 'maybe' }));
    const { findings, findingCount } = await verifyItems({ ...archive, items }, hasher);
    expect(findings.filter(({ what }) => what === 'leaf')).toHaveLength(findingsShownMax);
    expect(findings.at(-1)!.what).toBe('root');
    expect(findingCount).toBe(301);
  });

  it('reports progress at most 100 times, in growing shares up to 1', async () => {
    const { archive } = await sealArchive(rowsOf(5000), 100);
    for (const changed of [
      archive,
      { ...archive, secret: '' },
      { ...archive, secret: '0'.repeat(64) },
      { ...archive, items: [] },
    ]) {
      const shares: number[] = [];
      await verifyItems(changed, hasher, (share) => shares.push(share));
      expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
      expect(shares.length).toBeLessThanOrEqual(100);
      expect(shares.at(-1)).toBe(1);
    }
  });
});

describe('verifyItemProof', () => {
  it('accepts an item with its own nonce and path, and refuses a changed id, input, label, split, nonce or position', async () => {
    const { leaves, nonces, leafItems, root } = await sealArchive(rowsOf(11), 4);
    for (const [position, item] of leafItems.entries()) {
      const nonce = hashAt(nonces, position);
      const proof = { item, nonce, position, path: await computeAuditPath(hasher, leaves, position) };
      const committed = { root, itemCount: 11 };
      expect(await verifyItemProof(hasher, proof, committed)).toBe(true);
      for (const changed of [
        { item: { ...item, id: 'x' } },
        { item: { ...item, inputJson: '{}' } },
        { item: { ...item, label: 'maybe' } },
        { item: { ...item, split: item.split === 'final' ? ('feedback' as const) : ('final' as const) } },
        { nonce: hashAt(nonces, (position + 1) % 11) },
        { nonce: nonce.subarray(0, 31) },
        { position: (position + 1) % 11 },
      ])
        expect(await verifyItemProof(hasher, { ...proof, ...changed }, committed)).toBe(false);
    }
  });
});

describe('drawSplitsByCount', () => {
  it('draws the requested number of feedback items from a list of any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.nat(), (length, draw) => {
        const feedbackCount = draw % (length + 1);
        const keys = BigUint64Array.from({ length }, (_, i) => BigInt((i * 7919) % 101));
        expect(positionsOf(drawSplitsByCount(keys, feedbackCount), length).feedback).toHaveLength(
          feedbackCount,
        );
      }),
    );
  });

  it('selects the items with the smallest keys, and breaks ties by position', () => {
    const bits = drawSplitsByCount(BigUint64Array.from([5n, 2n, 2n, 2n, 1n]), 3);
    expect([...positionsOf(bits, 5).feedback]).toEqual([1, 2, 4]);
  });

  it('refuses a number larger than the number of items', () => {
    for (const count of [-1, 3, 0.5, Number.NaN])
      expect(() => drawSplitsByCount(new BigUint64Array(2), count)).toThrow(RangeError);
  });
});
