import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdHashSet } from './hash-text';

describe('IdHashSet', () => {
  it('has the same members as a set of the ids themselves', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 })), (ids) => {
        const hashes = new IdHashSet();
        const texts = new Set<string>();
        ids.forEach((id, i) => {
          expect(hashes.add(id, i)).toBe(texts.has(id) ? ids.indexOf(id) : null);
          texts.add(id);
        });
        expect(hashes.size).toBe(texts.size);
      }),
    );
  });

  it('distinguishes 300,000 consecutive ids', () => {
    const hashes = new IdHashSet();
    for (let i = 0; i < 300_000; i += 1) hashes.add(`item-${i}`, i);
    expect(hashes.size).toBe(300_000);
    expect(hashes.add('item-299999', 300_000)).toBe(299_999);
  });
});
