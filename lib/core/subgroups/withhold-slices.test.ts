import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasCutBelow, isLarge, type SplitItems, withholdSlices } from './withhold-slices';

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);

const set = (column: string, from: number, to: number) => ({ column, places: range(from, to) });

type Slice = ReturnType<typeof set>;

const unlabelled = (count: number): SplitItems => ({ count, classes: null, classCount: 0 });

const withhold = (slices: readonly Slice[], count: number) => withholdSlices(slices, unlabelled(count));

/**
 * Simulates a reader who knows each slice's items and published score. Checks if some linear combination of the scores
 * depends on fewer items, in all or of a class, than a score may. Tries every set of cells that is too small: if a
 * combination depends on these cells alone, the rank of the remaining cells is lower than the rank of all.
 */
function canAttack(slices: readonly Slice[], items: SplitItems): boolean {
  const slicesOf = Array.from({ length: items.count }, () => new Set<number>());
  for (const [i, { places }] of slices.entries()) for (const place of places) slicesOf[place]!.add(i);
  const rowOf = (of: ReadonlySet<number>) => [1, ...slices.map((_, i) => (of.has(i) ? 1 : 0))];
  const layers = [
    { isIn: () => true, min: 30 },
    ...Array.from({ length: items.classCount }, (_, c) => ({
      isIn: (place: number) => items.classes![place] === c,
      min: 10,
    })),
  ];
  const fullRank = findRank(slicesOf.map(rowOf));
  return layers.some(({ isIn, min }) => {
    const cells = new Map<string, { row: number[]; count: number }>();
    for (const [place, of] of slicesOf.entries()) {
      if (!isIn(place)) continue;
      const row = rowOf(of);
      const cell = cells.get(row.join()) ?? { row, count: 0 };
      cells.set(row.join(), { row, count: cell.count + 1 });
    }
    const all = [...cells.values()];
    const tryWithout = (from: number, left: number, kept: readonly number[][]): boolean =>
      findRank(kept) < fullRank ||
      all.slice(from).some(({ row, count }, i) => {
        if (count > left) return false;
        return tryWithout(
          from + i + 1,
          left - count,
          kept.filter((one) => one !== row),
        );
      });
    return tryWithout(
      0,
      min - 1,
      all.map(({ row }) => row),
    );
  });
}

/** Computes the rank of a 0/1 matrix by elimination. */
function findRank(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = left.findIndex((row, i) => i >= rank && Math.abs(row[column]!) > 1e-9);
    if (pivot === -1) continue;
    [left[rank], left[pivot]] = [left[pivot]!, left[rank]!];
    for (let i = rank + 1; i < left.length; i++) {
      const factor = left[i]![column]! / left[rank]![column]!;
      if (factor !== 0) left[i] = left[i]!.map((value, k) => value - factor * left[rank]![k]!);
    }
    rank++;
  }
  return rank;
}

/**
 * Draws columns over blocks of 15 items, with boundaries shifted between columns, so that many slices contain each other or
 * overlap.
 */
const arbitraryColumns = (columnCount: number, valueCount: number) =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: valueCount - 1 }), { minLength: 8, maxLength: 8 }), {
      minLength: columnCount,
      maxLength: columnCount,
    })
    .map((columns) =>
      columns.flatMap((blocks, c) =>
        Array.from({ length: valueCount }, (_, value) => ({
          column: String(c),
          places: range(0, 240).filter(
            (place) => blocks[Math.min(7, Math.floor((place + 7 * c) / 30))] === value,
          ),
        })),
      ),
    );

const arbitraryClasses = fc
  .array(fc.integer({ min: 0, max: 12 }), { minLength: 16, maxLength: 16 })
  .map((ofBlock) =>
    Int32Array.from({ length: 240 }, (_, at) => ((at * 7) % 12 < ofBlock[Math.floor(at / 15)]! ? 1 : 0)),
  );

describe('withholding of slices', () => {
  it('withholds a slice whose complement has 1 to 29 items, and none whose complement has 30', () => {
    const almostAll = set('a', 0, 171);
    expect(withhold([almostAll], 200)).toEqual([almostAll]);
    expect(withhold([set('a', 0, 199)], 200)).toHaveLength(1);
    expect(withhold([set('a', 0, 170)], 200)).toEqual([]);
    expect(withhold([set('a', 0, 200)], 200)).toEqual([]);
  });

  it('withholds the smaller of two slices of different columns where one contains the other', () => {
    const outer = set('a', 0, 100);
    const inner = set('b', 0, 80);
    expect(withhold([inner, outer], 1_000)).toEqual([inner]);
    expect(withhold([outer, set('b', 0, 70)], 1_000)).toEqual([]);
    expect(withhold([outer, set('b', 0, 100)], 1_000)).toEqual([]);
  });

  it('withholds the smaller of two slices that overlap in all but a few of their items', () => {
    const [one, other] = [set('a', 0, 101), set('b', 10, 110)];
    expect(withhold([other, one], 1_000)).toEqual([other]);
    expect(withhold([one, set('b', 20, 120)], 1_000)).toEqual([]);
  });

  it('withholds the smaller of two slices that together cover all items and overlap in a few', () => {
    // The sum of both scores minus the score of the whole set is the score of ten items.
    const [large, small] = [set('a', 90, 200), set('b', 0, 100)];
    expect(canAttack([large, small], unlabelled(200))).toBe(true);
    expect(withhold([small, large], 200)).toEqual([small]);
    expect(withhold([large, set('b', 0, 120)], 200)).toEqual([]);
  });

  it('withholds the smallest of disjoint slices of two columns that together leave only a few items of the whole set or of a third column’s slice', () => {
    const [large, small] = [set('a', 0, 100), set('b', 100, 190)];
    expect(withhold([small, large], 200)).toEqual([small]);
    expect(withhold([small, large], 220)).toEqual([]);
    const third = set('c', 0, 200);
    expect(canAttack([large, small, third], unlabelled(1_000))).toBe(true);
    expect(withhold([small, large, third], 1_000)).toEqual([small]);
  });

  it('withholds the smallest slice if a column without its merged values covers all but a few items', () => {
    const [large, small] = [set('a', 0, 100), set('a', 100, 180)];
    expect(withhold([small, large], 200)).toEqual([small]);
    expect(withhold([small, large], 210)).toEqual([]);
    expect(withhold([small, large], 180)).toEqual([]);
  });

  it('withholds the smallest of several slices that together leave only a few items of a slice of another column', () => {
    const parts = [set('b', 0, 60), set('b', 60, 110), set('b', 110, 150)];
    expect(withhold([set('a', 0, 160), ...parts], 1_000)).toEqual([parts[2]]);
  });

  it('withholds the inner two of three nested slices only if the difference to a published slice is too small', () => {
    const [outer, middle, inner] = [set('a', 0, 100), set('b', 0, 80), set('c', 0, 60)];
    // Without the middle slice, the difference between outer and innermost slice has 40 items.
    expect(withhold([inner, middle, outer], 1_000)).toEqual([middle]);
  });

  it('withholds nothing where one column refines or equals another', () => {
    const hours = [0, 1, 2, 3].map((i) => set('hour', 50 * i, 50 * i + 50));
    const parts = [set('part', 0, 100), set('part', 100, 200)];
    const copies = parts.map(({ places }) => ({ column: 'copy', places }));
    expect(withhold([...hours, ...parts, ...copies], 200)).toEqual([]);
  });

  it('withholds a slice whose complement is large but has under 10 items of a class', () => {
    const inner = set('a', 0, 500);
    const withheldWith = (left: number) =>
      withholdSlices([inner], {
        count: 540,
        classes: Int32Array.from({ length: 540 }, (_, i) => (i < 500 ? i % 2 : Number(i < 500 + left))),
        classCount: 2,
      });
    expect(withheldWith(0)).toEqual([inner]);
    expect(withheldWith(3)).toEqual([inner]);
    expect(withheldWith(9)).toEqual([inner]);
    expect(withheldWith(10)).toEqual([]);
    expect(withheldWith(31)).toEqual([inner]);
  });

  it.each([1, 2, 3])(
    'leaves no combination of scores of too few items, in a class or in all, with %i columns',
    (columnCount) => {
      let attacked = 0;
      let withheldForClass = 0;
      fc.assert(
        fc.property(arbitraryColumns(columnCount, 3), arbitraryClasses, (slices, classes) => {
          const items = { count: 240, classes, classCount: 2 };
          const large = slices.filter(({ places }) => isLarge(places, items));
          if (large.length > 0 && canAttack(large, items)) attacked++;
          const withheld = new Set(withholdSlices(large, items));
          expect(
            canAttack(
              large.filter((one) => !withheld.has(one)),
              items,
            ),
          ).toBe(false);
          if (withhold(large, 240).length < withheld.size) withheldForClass++;
        }),
        { numRuns: 150 },
      );
      expect(attacked).toBeGreaterThan(10);
      expect(withheldForClass).toBeGreaterThan(5);
    },
  );

  it('withholds, with two columns, no slice that could be published too', () => {
    fc.assert(
      fc.property(arbitraryColumns(2, 4), (slices) => {
        const items = unlabelled(240);
        const large = slices.filter(({ places }) => isLarge(places, items));
        const withheld = withholdSlices(large, items);
        const published = large.filter((one) => !withheld.includes(one));
        for (const one of withheld) expect(canAttack([...published, one], items)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('withholds no slice of three independent columns of ten values', () => {
    const count = 6_000;
    const columns = [7919, 104_729, 1_299_709].map((prime, c) =>
      Uint32Array.from({ length: count }, (_, i) => Math.floor((((i + 1) * prime) % 65_537) / 6_554)).map(
        (value) => value + 10 * c,
      ),
    );
    const slices = columns.flatMap((values, c) =>
      Array.from({ length: 10 }, (_, value) => ({
        column: String(c),
        places: range(0, count).filter((place) => values[place] === value + 10 * c),
      })),
    );
    expect(withhold(slices, count)).toEqual([]);
  });
});

/** Finds the minimum cut over all sets of nodes by exhaustive search. */
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

describe('minimum cut of a table of counts', () => {
  it('finds the cut that an exhaustive search finds, for up to seven nodes', () => {
    // Counts are mostly zeros, so that nodes form clusters.
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
    // Enough tables must have a cut below the limit, including tables in which no single node has one.
    expect(found).toBeGreaterThan(50);
  });

  it('doesn’t exist for a single node', () => {
    expect(hasCutBelow([Float64Array.of(1, 2)], 30)).toBe(false);
  });
});

const measureAlone = (rows: readonly (readonly number[])[], node: number): number =>
  rows[0]!.reduce((sum, _, y) => {
    const all = rows.reduce((total, row) => total + row[y]!, 0);
    return sum + Math.min(rows[node]![y]!, all - rows[node]![y]!);
  }, 0);
