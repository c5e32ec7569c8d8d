import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasCutBelow } from './symmetric-cut';

/** The least cut over all sets of nodes, one after the other. */
function findLeastCut(rows: readonly (readonly number[])[]): number {
  let least = Infinity;
  for (let set = 1; set < 2 ** rows.length - 1; set++) {
    let cut = 0;
    for (let y = 0; y < rows[0]!.length; y++) {
      const [inside, outside] = [1, 0].map((bit) =>
        rows.reduce((sum, row, i) => sum + (((set >> i) & 1) === bit ? row[y]! : 0), 0),
      );
      cut += Math.min(inside!, outside!);
    }
    least = Math.min(least, cut);
  }
  return least;
}

describe('least cut of a table of counts', () => {
  it('is found as by trying all sets of up to seven nodes', () => {
    // Mostly zeros, so that nodes hang together in clusters.
    const count = fc.integer({ min: -24, max: 12 }).map((one) => Math.max(0, one));
    const row = (width: number) => fc.array(count, { minLength: width, maxLength: width });
    const table = fc
      .integer({ min: 3, max: 9 })
      .chain((width) => fc.array(row(width), { minLength: 2, maxLength: 7 }));
    let found = 0;
    fc.assert(
      fc.property(table, (rows) => {
        const least = findLeastCut(rows);
        const counts = rows.map((row) => Float64Array.from(row));
        for (const limit of [1, 5, 10, 20, 30, least, least + 1]) {
          expect(hasCutBelow(counts, limit)).toBe(least < limit);
          if (least < limit && !rows.some((_, i) => measureAlone(rows, i) < limit)) found++;
        }
      }),
      { numRuns: 2_000 },
    );
    // Also where no single node is cut below the limit.
    expect(found).toBeGreaterThan(50);
  });

  it('has none of a single node', () => {
    expect(hasCutBelow([Float64Array.of(1, 2)], 30)).toBe(false);
  });
});

const measureAlone = (rows: readonly (readonly number[])[], node: number): number =>
  rows[0]!.reduce((sum, _, y) => {
    const all = rows.reduce((total, row) => total + row[y]!, 0);
    return sum + Math.min(rows[node]![y]!, all - rows[node]![y]!);
  }, 0);
