import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from './paging';

describe('paging', () => {
  it('gives every item once, in order, and then ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 7 }), (count, limit) => {
        const all = Array.from({ length: count }, (_, i) => `item ${i}`);
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const url = new URL(`http://localhost/?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
          const page: { items: string[]; next: string | null } = pageOf(all, url, (item) => item);
          seen.push(...page.items);
          cursor = page.next;
        } while (cursor);
        expect(seen).toEqual(all);
      }),
    );
  });

  it('takes a limit that is none for the usual one', () => {
    const all = Array.from({ length: 60 }, (_, i) => String(i));
    for (const limit of ['0', '-3', 'many', '1.5'])
      expect(pageOf(all, new URL(`http://localhost/?limit=${limit}`), (i) => i).items).toHaveLength(50);
  });
});
