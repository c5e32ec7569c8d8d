import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withholdNested } from './withhold-nested';

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const set = (column: string, from: number, to: number) => ({ column, places: range(from, to) });

describe('withholding of nested slices', () => {
  it('withholds a slice that leaves 1 to 29 items of the whole, and none that leaves 30', () => {
    const almostAll = set('a', 0, 171);
    expect(withholdNested([almostAll], 200)).toEqual([almostAll]);
    expect(withholdNested([set('a', 0, 199)], 200)).toHaveLength(1);
    expect(withholdNested([set('a', 0, 170)], 200)).toEqual([]);
    expect(withholdNested([set('a', 0, 200)], 200)).toEqual([]);
  });

  it('withholds the smaller of two slices of different columns where one lies inside the other', () => {
    const outer = set('a', 0, 100);
    const inner = set('b', 0, 80);
    expect(withholdNested([inner, outer], 1_000)).toEqual([inner]);
    expect(withholdNested([outer, set('b', 0, 70)], 1_000)).toEqual([]);
    expect(withholdNested([outer, set('b', 0, 100)], 1_000)).toEqual([]);
    expect(withholdNested([outer, set('b', 20, 120)], 1_000)).toEqual([]);
  });

  it('withholds the smallest slice where a column without its merged values leaves few items of the whole', () => {
    const [large, small] = [set('a', 0, 100), set('a', 100, 180)];
    expect(withholdNested([small, large], 200)).toEqual([small]);
    expect(withholdNested([small, large], 210)).toEqual([]);
    expect(withholdNested([small, large], 180)).toEqual([]);
  });

  it('withholds the smallest of several slices that together leave few items of a slice of another column', () => {
    const parts = [set('b', 0, 60), set('b', 60, 110), set('b', 110, 150)];
    expect(withholdNested([set('a', 0, 160), ...parts], 1_000)).toEqual([parts[2]]);
  });

  it('withholds the inner two of three nested slices only as far as they are too close to what is published', () => {
    const [outer, middle, inner] = [set('a', 0, 100), set('b', 0, 80), set('c', 0, 60)];
    // Without the middle one, the innermost leaves 40 items of the outer.
    expect(withholdNested([inner, middle, outer], 1_000)).toEqual([middle]);
  });

  it('leaves no published set of items, the whole included, that lies in another with 1 to 29 items more', () => {
    const wholeCount = 240;
    const column = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 3 }), (columns) => {
        // Blocks of 30, with the last moved by some items, so that sets nest closely and often.
        const sets = columns.flatMap((blocks, c) =>
          [0, 1, 2, 3, 4].map((value) => ({
            column: String(c),
            places: Uint32Array.from(range(0, wholeCount)).filter(
              (place) => blocks[Math.min(7, Math.floor((place + 7 * c) / 30))] === value,
            ),
          })),
        );
        const large = sets.filter(({ places }) => places.length >= 30);
        const withheld = new Set(withholdNested(large, wholeCount));
        const published = large.filter((one) => !withheld.has(one));
        const outer = [range(0, wholeCount), ...published.map(({ places }) => places)];
        for (const { column: ofColumn, places } of published)
          for (const holder of outer) {
            const held = new Set(holder);
            if (!places.every((place) => held.has(place))) continue;
            const inside = published.filter(
              (one) => one.column === ofColumn && one.places.every((place) => held.has(place)),
            );
            const covered = inside.reduce((sum, one) => sum + one.places.length, 0);
            for (const rest of [holder.length - places.length, holder.length - covered])
              expect(rest === 0 || rest >= 30).toBe(true);
          }
      }),
      { numRuns: 500 },
    );
  });
});
