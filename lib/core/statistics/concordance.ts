import { groupValues, type ValueGroups } from './sums';

/**
 * Counts for each item the other items that both groupings order in the same way, minus those that they order in opposite
 * ways; pairs tied in one of them don't count. The results are whole numbers with the sum 2·(C − D). O(n log n) by counting
 * in a tree of partial sums (Fenwick 1994, Softw. Pract. Exp. 24:327–336; Christensen 2005, Comput. Stat. 20:51–62).
 */
export function countConcordance(first: ValueGroups, second: ValueGroups): Float64Array {
  const surplus = new Float64Array(first.groupOf.length);
  const { items, starts } = orderByGroup(first);
  for (const sign of [1, -1] as const) {
    const counter = createCounter(second.sizes.length);
    for (let step = 0; step < first.sizes.length; step++) {
      const g = sign === 1 ? step : first.sizes.length - 1 - step;
      const run = { from: starts[g]!, to: starts[g + 1]! };
      for (let k = run.from; k < run.to; k++)
        surplus[items[k]!]! += sign * counter.countBalance(second.groupOf[items[k]!]!);
      for (let k = run.from; k < run.to; k++) counter.add(second.groupOf[items[k]!]!);
    }
  }
  return surplus;
}

/** Sorts items by group in ascending order; the items of group g are at `starts[g]` up to `starts[g + 1]`. */
function orderByGroup({ groupOf, sizes }: ValueGroups): { items: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(sizes.length + 1);
  for (let g = 0; g < sizes.length; g++) starts[g + 1] = starts[g]! + sizes[g]!;
  const items = new Int32Array(groupOf.length);
  const filled = starts.slice();
  for (let i = 0; i < groupOf.length; i++) items[filled[groupOf[i]!]!++] = i;
  return { items, starts };
}

/**
 * Makes a counter of items by group. The `balance` of a group is the number of items added so far to groups below it, minus
 * those above it.
 */
function createCounter(groupCount: number): {
  add: (group: number) => void;
  countBalance: (group: number) => number;
} {
  const tree = new Int32Array(groupCount + 1);
  let seen = 0;
  const countUpTo = (group: number) => {
    let count = 0;
    for (let at = group + 1; at > 0; at -= at & -at) count += tree[at]!;
    return count;
  };
  return {
    add: (group) => {
      seen++;
      for (let at = group + 1; at <= groupCount; at += at & -at) tree[at]!++;
    },
    countBalance: (group) => countUpTo(group - 1) + countUpTo(group) - seen,
  };
}

/** Rank of each value from 1; equal values have the mean of their ranks. O(n log n). */
export function findMidranks(values: Float64Array): Float64Array {
  const { groupOf, sizes } = groupValues(values);
  let below = 0;
  const midranks = new Float64Array(sizes.length);
  for (let group = 0; group < sizes.length; group++) {
    below += sizes[group]!;
    midranks[group] = below - (sizes[group]! - 1) / 2;
  }
  const ranks = new Float64Array(groupOf.length);
  for (let i = 0; i < ranks.length; i++) ranks[i] = midranks[groupOf[i]!]!;
  return ranks;
}
