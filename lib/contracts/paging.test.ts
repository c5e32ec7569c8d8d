import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, pagingQuery } from './paging';

describe('paging', () => {
  it('returns every item once, in order, and then ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 7 }), (count, limit) => {
        const all = Array.from({ length: count }, (_, i) => `item ${i}`);
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const query = pagingQuery.parse({ limit: `${limit}`, cursor: cursor ?? undefined });
          const page: { items: string[]; next: string | null } = pageOf(all, query, (item) => item);
          seen.push(...page.items);
          cursor = page.next;
        } while (cursor);
        expect(seen).toEqual(all);
      }),
    );
  });

  it('uses a page size of 50 for an invalid limit, and 200 for a larger limit', () => {
    const limits = ['7', '201', '1e9', '0', '-3', 'x', '1.5', '', undefined];
    expect(limits.map((limit) => pagingQuery.parse({ limit }).limit)).toEqual([
      ...[7, 200, 200, 50, 50, 50, 50, 50, 50],
    ]);
  });
});
