import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countItems, isLarge } from './item-counts';
import { withholdNested as withhold } from './withhold-nested';

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const set = (column: string, from: number, to: number) => ({
  column,
  places: range(from, to),
  counts: { all: to - from, ofClass: [] },
});
const withholdNested = (sets: readonly ReturnType<typeof set>[], all: number) =>
  withhold(sets, { all, ofClass: [] });

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

  it('withholds a slice that leaves many items, but under 10 of a class', () => {
    const inner = (ofSecond: number) => ({
      column: 'a',
      places: range(0, 500),
      counts: { all: 500, ofClass: [500 - ofSecond, ofSecond] },
    });
    const whole = { all: 540, ofClass: [337, 203] };
    expect(withhold([inner(200)], whole)).toEqual([inner(200)]);
    expect(withhold([inner(194)], whole)).toEqual([inner(194)]);
    expect(withhold([inner(203)], whole)).toEqual([inner(203)]);
    expect(withhold([inner(193)], whole)).toEqual([]);
  });

  it('leaves no published set of items, the whole included, that lies in another with too few items more, of a class or of all', () => {
    const wholeCount = 240;
    const column = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 });
    // Of each block of 15 items the share of one class in twelfths.
    const shares = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 16, maxLength: 16 });
    let withheldForClass = 0;
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 3 }), shares, (columns, ofBlock) => {
        const positions = range(0, wholeCount);
        const labels = Int32Array.from(positions, (at) =>
          (at * 7) % 12 < ofBlock[Math.floor(at / 15)]! ? 1 : 0,
        );
        const count = (places: Iterable<number>) => countItems(places, { positions, labels, classCount: 2 });
        // Blocks of 30, with the last moved by some items, so that sets nest closely and often.
        const sets = columns.flatMap((blocks, c) =>
          [0, 1, 2, 3, 4].map((value) => {
            const places = positions.filter(
              (place) => blocks[Math.min(7, Math.floor((place + 7 * c) / 30))] === value,
            );
            return { column: String(c), places, counts: count(places) };
          }),
        );
        const large = sets.filter(({ counts }) => isLarge(counts));
        const withheld = new Set(withhold(large, count(positions)));
        const published = large.filter((one) => !withheld.has(one));
        for (const holder of [positions, ...published.map(({ places }) => places)]) {
          const held = new Set(holder);
          const inside = published.filter(({ places }) => places.every((place) => held.has(place)));
          for (const { column: ofColumn, places } of inside) {
            const ofAll = inside.filter((one) => one.column === ofColumn).flatMap((one) => [...one.places]);
            for (const taken of [new Set(places), new Set(ofAll)]) {
              const rest = [...held].filter((place) => !taken.has(place));
              const positives = rest.filter((place) => labels[place] === 1).length;
              const smallest = Math.min(positives, rest.length - positives);
              expect(rest.length === 0 || (rest.length >= 30 && smallest >= 10)).toBe(true);
            }
          }
        }
        // Without classes, fewer would be withheld.
        const bare = large.map((one) => ({ ...one, counts: { all: one.counts.all, ofClass: [] } }));
        if (withhold(bare, { all: wholeCount, ofClass: [] }).length < withheld.size) withheldForClass++;
      }),
      { numRuns: 500 },
    );
    expect(withheldForClass).toBeGreaterThan(10);
  });
});
