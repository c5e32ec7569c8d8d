import { type ItemCounts, isLarge, subtractCounts } from './item-counts';

type ItemSet = { readonly column: string; readonly places: Uint32Array; readonly counts: ItemCounts };

/**
 * Finds the sets whose scores can't be published together with the others, by differencing: where a set lies inside another one or inside
 * the whole and leaves some items, both scores together give the score of these. They must be as many as a slice with a score has, of each
 * class too. The same holds for what several disjoint sets of a column leave together. The smaller set is withheld, so sets
 * are taken in order of their size, each against those that are published already.
 *
 * Not covered: disjoint sets of different columns that together leave few items, and sets that only overlap.
 * @param sets large ones; of one column disjoint
 * @param whole the counts of all items; the score of the whole is always published
 */
export function withholdNested<S extends ItemSet>(sets: readonly S[], whole: ItemCounts): readonly S[] {
  const columns = [...new Set(sets.map(({ column }) => column))];
  const setOf = new Map(columns.map((column) => [column, indexPlaces(sets, column, whole.all)]));
  const published = new Set<S>();
  const withheld: S[] = [];
  // Items of each published set, and of the whole (null), that no published set of a column inside it covers.
  const left = new Map<string, Map<S | null, ItemCounts>>(columns.map((column) => [column, new Map()]));

  for (const set of [...sets].sort((a, b) => b.counts.all - a.counts.all)) {
    const leftOf = left.get(set.column)!;
    const holders = [null, ...listHolders(set)];
    const leaves = (holder: S | null) =>
      subtractCounts(leftOf.get(holder) ?? holder?.counts ?? whole, set.counts);
    if (holders.map(leaves).some((rest) => rest.all > 0 && !isLarge(rest))) {
      withheld.push(set);
      continue;
    }
    for (const holder of holders) leftOf.set(holder, leaves(holder));
    published.add(set);
  }
  return withheld;

  /** Published sets of other columns in which all items of this one are; each column has one at the most. */
  function listHolders(set: S): S[] {
    return columns.flatMap((column) => {
      if (column === set.column) return [];
      const indices = setOf.get(column)!;
      const index = indices[set.places[0]!]!;
      const holder = sets[index];
      const holdsAll = set.places.every((place) => indices[place] === index);
      return holder && holdsAll && published.has(holder) ? [holder] : [];
    });
  }
}

/** The index of the set of this column that each place is in, −1 for none. */
function indexPlaces(sets: readonly ItemSet[], column: string, wholeCount: number): Int32Array {
  const indices = new Int32Array(wholeCount).fill(-1);
  for (const [index, set] of sets.entries())
    if (set.column === column) for (const place of set.places) indices[place] = index;
  return indices;
}
