import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCanonicalJson, type JsonValue } from '../files/canonical-json';
import { createWebCryptoHasher } from './hasher';
import {
  computeLeaves,
  createHashColumn,
  encodeLeafMessage,
  formatLeafText,
  hashAt,
  hashCountOf,
  type LeafItem,
} from './merkle-tree';

const hasher = createWebCryptoHasher(globalThis.crypto.subtle);

const itemOf = (i: number): LeafItem => ({ id: `i${i}`, inputJson: `{"x":${i}}`, label: i, split: 'final' });

describe('formatLeafText', () => {
  it('writes the whole item as canonical JSON in NFC without parsing the input', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.jsonValue(),
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true, noDefaultInfinity: true })),
        fc.constantFrom('feedback' as const, 'final' as const),
        (id, value, label, split) => {
          const input = value as JsonValue;
          const inputJson = formatCanonicalJson(input);
          const whole = formatCanonicalJson({ split, label, input, id });
          if (!inputJson.ok || !whole.ok) return;
          expect(formatLeafText({ id, inputJson: inputJson.value, label, split })).toBe(
            whole.value.normalize('NFC'),
          );
        },
      ),
    );
  });

  it('writes a regression label as a JSON number, and a class whose name looks like a number as a string', () => {
    expect(formatLeafText({ ...itemOf(1), label: -0 })).toContain('"label":0,');
    expect(formatLeafText({ ...itemOf(1), label: '1' })).toContain('"label":"1",');
  });

  it('preserves an input key named __proto__', () => {
    const inputJson = formatCanonicalJson(JSON.parse('{"b":1,"__proto__":2}') as JsonValue);
    expect(inputJson).toEqual({ ok: true, value: '{"__proto__":2,"b":1}' });
  });
});

describe('computeLeaves', () => {
  it('computes the same leaves in batches of any size', async () => {
    const count = 2500;
    const nonces = createHashColumn(count).map((_, i) => i % 251);
    const wide = `"${'x'.repeat(3_000_000)}"`;
    const items = Array.from({ length: count }, (_, i) =>
      i % 1000 === 3 ? { ...itemOf(i), inputJson: wide } : itemOf(i),
    );
    const batches: number[] = [];
    const leaves = await computeLeaves(hasher, items, nonces, (done) => batches.push(done));
    expect(hashCountOf(leaves)).toBe(count);
    expect(batches.reduce((sum, done) => sum + done, 0)).toBe(count);
    for (const i of [0, 3, 4, 1003, 1004, 2048, 2499]) {
      const [leaf] = await hasher.sha256Many([
        encodeLeafMessage(hashAt(nonces, i), formatLeafText(items[i]!)),
      ]);
      expect(hashAt(leaves, i)).toEqual(leaf);
    }
  });

  it('refuses more or fewer items than nonces', async () => {
    await expect(computeLeaves(hasher, [itemOf(0)], createHashColumn(2))).rejects.toThrow(RangeError);
    await expect(computeLeaves(hasher, [itemOf(0), itemOf(1)], createHashColumn(1))).rejects.toThrow(
      RangeError,
    );
  });
});
