import { sliceItemsMin } from '../round/slices';

/**
 * Minimum number of items of each class for a score of its own. With fewer, the score is imprecise and reveals much about
 * single labels.
 */
export const classItemsMin = 10;

/** The items of the final split in order, with their classes. */
export type SplitItems = {
  readonly count: number;
  /** Class index of each item; null for regression and text. */
  readonly classes: Int32Array | null;
  /** Number of classes; 0 for regression and text. */
  readonly classCount: number;
};

/** Checks that a slice has enough items, in all and of each class, for a published score. */
export function isLarge(places: Uint32Array, { classes, classCount }: SplitItems): boolean {
  if (places.length < sliceItemsMin) return false;
  const ofClass = new Int32Array(classCount);
  if (classes) for (const place of places) ofClass[classes[place]!]!++;
  return ofClass.every((count) => count >= classItemsMin);
}

/** A slice as the indices of its items in the final split; slices of the same column are disjoint. */
type ItemSet = { readonly column: string; readonly places: Uint32Array };

/**
 * Finds the slices whose scores must be withheld, because a reader could compute the score of a few items by subtracting
 * published scores from each other (differencing). The score of a set is a sum over its items, so a reader can compute every
 * linear combination of published scores: for two slices that together contain all items and overlap in ten, the sum of
 * their scores minus that of the whole set is the score of these ten items. No combination may depend on fewer items than a
 * score requires: 30, and ten of each class. Larger slices have priority: slices are published in descending order of size,
 * as long as the published scores remain safe.
 *
 * Exact for one or two columns. For three columns the condition is sufficient and rarely withholds a slice unnecessarily
 * (`isSafe`).
 * @param slices each large enough for a score; the score of all items is always published
 */
export function withholdSlices<S extends ItemSet>(slices: readonly S[], items: SplitItems): readonly S[] {
  const cells = countCells(slices, items);
  let published: readonly S[] = [];
  // Recursive halving: if a whole half can be published, then so can all its parts, without further checks.
  const publish = (some: readonly S[]): readonly S[] => {
    if (isSafe(cells, new Set([...published, ...some]))) {
      published = [...published, ...some];
      return [];
    }
    if (some.length === 1) return some;
    const half = Math.ceil(some.length / 2);
    return [...publish(some.slice(0, half)), ...publish(some.slice(half))];
  };
  return publish([...slices].sort((a, b) => b.places.length - a.places.length));
}

/** Number of items in each cell, a combination of slices (at most one per column) and a class. */
type Cells = {
  /** The slices of each column, numbered from 1; number 0 means the items that are in none of them. */
  readonly columns: readonly (readonly ItemSet[])[];
  /** For each column the number of each cell's slice. */
  readonly numbers: readonly Int32Array[];
  readonly classes: Int32Array;
  readonly counts: Int32Array;
  readonly classCount: number;
};

function countCells(slices: readonly ItemSet[], { count, classes, classCount }: SplitItems): Cells {
  const columns = [...new Set(slices.map(({ column }) => column))].map((name) =>
    slices.filter(({ column }) => column === name),
  );
  // Mixed-radix number made of the numbers of the slices and the class. 51³ times the number of classes is far below 2⁵³.
  const keys = new Float64Array(count);
  for (const ofColumn of columns) {
    const numbers = new Int32Array(count);
    for (const [i, { places }] of ofColumn.entries()) for (const place of places) numbers[place] = i + 1;
    for (let place = 0; place < count; place++)
      keys[place] = keys[place]! * (ofColumn.length + 1) + numbers[place]!;
  }
  const width = Math.max(1, classCount);
  const found = new Map<number, number>();
  for (let place = 0; place < count; place++) {
    const key = keys[place]! * width + (classes?.[place] ?? 0);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  const numbers = columns.map(() => new Int32Array(found.size));
  const classOf = new Int32Array(found.size);
  for (const [cell, key] of [...found.keys()].entries()) {
    classOf[cell] = key % width;
    let rest = Math.floor(key / width);
    for (let c = columns.length - 1; c >= 0; c--) {
      numbers[c]![cell] = rest % (columns[c]!.length + 1);
      rest = Math.floor(rest / (columns[c]!.length + 1));
    }
  }
  return { columns, numbers, classes: classOf, counts: Int32Array.from(found.values()), classCount };
}

/** Nodes of a column: each published slice is a node, and all other items form node 0. */
type Column = { readonly nodeOf: Int32Array; readonly nodeCount: number };

/**
 * Checks that no combination of the published scores depends on too few items. In a linear combination, an item's total
 * weight is the sum of the weights of its slices, 0 for slices that aren't published, and the weight of the whole set. Given
 * the weights of the other columns, an item's total weight is 0 only for one weight u of its slice in this column. So if a
 * set S of the column's slices has other weights than the rest, the combination depends on at least Σ_y min(n_y(S),
 * n_y(rest)) items, y the cells of the other columns. If that is large enough for every S, in all items and in each class, a
 * combination of few items must have equal weights in the column, which can be added to the weight of the whole set, so the
 * column needn't be considered any further. The scores are safe if this holds for all columns one after the other. For two
 * columns the bound is exact: the cut of a bipartite graph.
 */
function isSafe(cells: Cells, published: ReadonlySet<ItemSet>): boolean {
  const columns = cells.columns.flatMap((slices, c): Column[] => {
    let nodeCount = 1;
    const nodes = [0, ...slices.map((slice) => (published.has(slice) ? nodeCount++ : 0))];
    return nodeCount > 1 ? [{ nodeOf: cells.numbers[c]!.map((number) => nodes[number]!), nodeCount }] : [];
  });
  const dropOut = (left: readonly Column[]): boolean =>
    left.length === 0 ||
    left.some((column) => {
      const others = left.filter((other) => other !== column);
      return dropsOut(cells, column, others) && dropOut(others);
    });
  return dropOut(columns);
}

function dropsOut(cells: Cells, column: Column, others: readonly Column[]): boolean {
  const { cellOf, cellCount } = combine(others, cells.counts.length);
  const tabulate = (ofClass: number | null): Float64Array[] => {
    const rows = Array.from({ length: column.nodeCount }, () => new Float64Array(cellCount));
    for (const [cell, count] of cells.counts.entries())
      if (ofClass === null || cells.classes[cell] === ofClass)
        rows[column.nodeOf[cell]!]![cellOf[cell]!]! += count;
    return rows;
  };
  const all = tabulate(null);
  const parts = findParts(all);
  if (!areAbsorbed(cells, { column, parts }, others)) return false;
  const isCut = (rows: readonly Float64Array[], min: number) =>
    parts.some((nodes) =>
      hasCutBelow(
        nodes.map((node) => rows[node]!),
        min,
      ),
    );
  if (isCut(all, sliceItemsMin)) return false;
  for (let ofClass = 0; ofClass < cells.classCount; ofClass++)
    if (isCut(tabulate(ofClass), classItemsMin)) return false;
  return true;
}

/** Numbers the combinations of the columns' nodes that occur. */
function combine(columns: readonly Column[], length: number): { cellOf: Int32Array; cellCount: number } {
  const numbers = new Map<number, number>();
  const cellOf = Int32Array.from({ length }, (_, i) => {
    const key = columns.reduce((sum, { nodeOf, nodeCount }) => sum * nodeCount + nodeOf[i]!, 0);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return { cellOf, cellCount: numbers.size };
}

/**
 * Finds the sets of nodes that share no cell with other nodes: a combination whose weights differ only between such sets
 * depends on no item.
 */
function findParts(rows: readonly Float64Array[]): number[][] {
  const parts: { nodes: number[]; cells: Float64Array }[] = [];
  for (const [node, row] of rows.entries()) {
    if (row.every((count) => count === 0)) continue;
    const touched = parts.filter(({ cells }) => cells.some((count, y) => count > 0 && row[y]! > 0));
    const joined = { nodes: [node], cells: row.slice() };
    for (const part of touched) {
      joined.nodes.push(...part.nodes);
      for (const [y, count] of part.cells.entries()) joined.cells[y]! += count;
      parts.splice(parts.indexOf(part), 1);
    }
    parts.push(joined);
  }
  return parts.map(({ nodes }) => nodes);
}

/**
 * Checks if weights that are equal within each part of the column can be added to the weights of another column, which is so
 * if each node of that column is in one part.
 */
function areAbsorbed(
  { counts }: Cells,
  { column, parts }: { readonly column: Column; readonly parts: readonly (readonly number[])[] },
  others: readonly Column[],
): boolean {
  if (parts.length <= 1) return true;
  const partOf = new Int32Array(column.nodeCount);
  for (const [part, nodes] of parts.entries()) for (const node of nodes) partOf[node] = part;
  return others.some(({ nodeOf, nodeCount }) => {
    const partOfOther = new Int32Array(nodeCount).fill(-1);
    for (let cell = 0; cell < counts.length; cell++) {
      const [part, other] = [partOf[column.nodeOf[cell]!]!, nodeOf[cell]!];
      if (partOfOther[other] !== -1 && partOfOther[other] !== part) return false;
      partOfOther[other] = part;
    }
    return true;
  });
}

/**
 * Checks if some nodes can be cut from the others at a cost below a limit: the minimum of g(S) = Σ_y min(n_y(S), n_y(rest))
 * over all sets S of nodes except the empty one and all of them. As a concave function of counts g is submodular, and it is
 * the same for S and the rest, so that the algorithm of Queyranne 1998 (Math. Program. 82:3–12) finds the minimum: in an
 * order in which each next node u minimises g(W ∪ u) − g(u), W the nodes before it, the minimum cut between the last two
 * nodes is the last node alone. Then the two are merged. Nodes that share as many items as the limit are merged immediately.
 *
 * @param rows for each node the counts n_y, whole numbers. Takes O(k³) sums over y for k nodes, fewer if nodes share many
 * items
 */
export function hasCutBelow(rows: readonly Float64Array[], limit: number): boolean {
  const totals = addRows(rows);
  const measure = (counts: Float64Array): number => {
    let sum = 0;
    for (let y = 0; y < totals.length; y++) sum += Math.min(counts[y]!, totals[y]! - counts[y]!);
    return sum;
  };
  let nodes = [...rows];
  while (nodes.length > 1) {
    nodes = joinAlike(nodes, limit);
    if (nodes.length === 1) return false;
    const [last, before, ...others] = orderNodes(nodes, measure).reverse();
    if (measure(last!) < limit) return true;
    nodes = [addRows([last!, before!]), ...others];
  }
  return false;
}

function addRows(rows: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let y = 0; y < sums.length; y++) sums[y]! += row[y]!;
  return sums;
}

/**
 * Merges nodes that share at least as many items as the limit, since no cut below the limit separates them; starts with the
 * largest node.
 */
function joinAlike(nodes: readonly Float64Array[], limit: number): Float64Array[] {
  const sizeOf = (row: Float64Array) => row.reduce((sum, count) => sum + count, 0);
  let [joined, ...others] = [...nodes].sort((a, b) => sizeOf(b) - sizeOf(a));
  for (let before = Infinity; others.length < before; ) {
    before = others.length;
    const apart: Float64Array[] = [];
    for (const row of others) {
      let shared = 0;
      for (let y = 0; y < row.length && shared < limit; y++) shared += Math.min(row[y]!, joined![y]!);
      if (shared >= limit) joined = addRows([joined!, row]);
      else apart.push(row);
    }
    others = apart;
  }
  return [joined!, ...others];
}

function orderNodes(
  nodes: readonly Float64Array[],
  measure: (counts: Float64Array) => number,
): Float64Array[] {
  const [first, ...left] = nodes.map((row) => ({ row, alone: measure(row) }));
  const ordered = [first!.row];
  let within = first!.row;
  while (left.length > 0) {
    let [best, least] = [0, Infinity];
    for (const [i, { row, alone }] of left.entries()) {
      const gain = measure(addRows([within, row])) - alone;
      if (gain < least) [best, least] = [i, gain];
    }
    const { row } = left.splice(best, 1)[0]!;
    ordered.push(row);
    within = addRows([within, row]);
  }
  return ordered;
}
