import { square } from './exact-math';
import type { VariancePart } from './student-distribution';

/**
 * Sum with a running correction for the digits that each addition loses (Neumaier 1974, ZAMM 54:39–51). The error doesn't
 * grow with n, so the printed digits of a score don't depend on the order of the items.
 */
export function computeSum(values: Float64Array): number {
  return computeSumOf(values.length, (i) => values[i]!);
}

/** Computes `computeSum` for values that are computed one by one, so that they need not all be in memory. */
export function computeSumOf(count: number, valueAt: (i: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < count; i++) {
    const value = valueAt(i);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Arithmetic mean by the compensated sum; NaN for no values. */
export function computeMean(values: Float64Array): number {
  return computeSum(values) / values.length;
}

/** Computes `computeMean` for values that are computed one by one, so that they need not all be in memory. */
export function computeMeanOf(count: number, valueAt: (i: number) => number): number {
  return computeSumOf(count, valueAt) / count;
}

/** Numbers and sizes of the groups that have at least one item, in the order of their indices. */
export type GroupedItems = {
  readonly groupCount: number;
  readonly sizes: Float64Array;
  readonly groups: Int32Array;
};

/**
 * Numbers the groups that occur from 0 to groupCount − 1, and counts their items.
 * @param groups for each item the index of its group, any whole number
 */
export function numberGroups(groups: Int32Array): GroupedItems {
  const indices = new Map([...new Set(groups)].sort((a, b) => a - b).map((group, index) => [group, index]));
  const numbered = groups.map((group) => indices.get(group)!);
  return {
    groupCount: indices.size,
    sizes: sumByGroup(new Float64Array(groups.length).fill(1), {
      groups: numbered,
      groupCount: indices.size,
    }),
    groups: numbered,
  };
}

/** Sums the values of each group's items. Throws a RangeError unless there is exactly one group index per item. */
export function sumByGroup(
  values: Float64Array,
  { groups, groupCount }: Pick<GroupedItems, 'groups' | 'groupCount'>,
): Float64Array {
  if (values.length !== groups.length)
    throw new RangeError(`${groups.length} group indices for ${values.length} items.`);
  const sums = new Float64Array(groupCount);
  for (let i = 0; i < values.length; i++) sums[groups[i]!]! += values[i]!;
  return sums;
}

/** For a class that occurs: the number of its items, the mean of their values, and Σ (x − mean)². */
export type ClassSpread = { readonly count: number; readonly mean: number; readonly squares: number };

/**
 * Computes mean and sum of squares within each class that occurs among the labels.
 * @param weights number of items that each value represents; 1 each if not given
 */
export function spreadByClass(
  labels: Int32Array,
  values: Float64Array,
  weights?: Float64Array,
): ClassSpread[] {
  const spreads: { count: number; mean: number; squares: number }[] = [];
  for (let i = 0; i < labels.length; i++) {
    const weight = weights?.[i] ?? 1;
    if (weight === 0) continue;
    spreads[labels[i]!] ??= { count: 0, mean: 0, squares: 0 };
    const spread = spreads[labels[i]!]!;
    // Updates by West 1979 (CACM 22:532–535), so that the sum of squares of equal values is exactly 0.
    spread.count += weight;
    const before = values[i]! - spread.mean;
    spread.mean += (before * weight) / spread.count;
    spread.squares += weight * before * (values[i]! - spread.mean);
  }
  return spreads.filter((spread) => spread !== undefined);
}

/**
 * Lists each class's part in the variance of the mean of all values: V_c = n_c·s_c²/n², with n_c − 1 degrees of freedom. A
 * class of one item has no s_c; the item's distance from the mean of all values is used instead, with one degree of freedom.
 */
export function listVarianceParts(spreads: readonly ClassSpread[]): VariancePart[] {
  const itemCount = spreads.reduce((sum, { count }) => sum + count, 0);
  const mean = spreads.reduce((sum, spread) => sum + spread.count * spread.mean, 0) / itemCount;
  return spreads.map((spread) =>
    spread.count > 1
      ? {
          variance: (spread.count * spread.squares) / (spread.count - 1) / square(itemCount),
          degrees: spread.count - 1,
        }
      : { variance: square(spread.mean - mean) / square(itemCount), degrees: 1 },
  );
}

/**
 * Items grouped by equal value: for each item the index of its group, in ascending order of values, and the sizes of the
 * groups.
 */
export type ValueGroups = { readonly groupOf: Int32Array; readonly sizes: Float64Array };

/** Groups finite values in O(n log n). The order of the items doesn't matter. */
export function groupValues(values: Float64Array): ValueGroups {
  const sorted = values.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    // −0 and 0 are the same value, although sorting distinguishes them.
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!;
  }
  const groupOf = new Int32Array(values.length);
  const sizes = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < values[i]!) low = middle + 1;
      else high = middle;
    }
    groupOf[i] = low;
    sizes[low]!++;
  }
  return { groupOf, sizes };
}

/** Mean and standard deviation with divisor n; NaN for no values. */
export function summariseNumbers(values: Float64Array): { mean: number; sd: number } {
  const mean = computeMean(values);
  return { mean, sd: Math.sqrt(computeMean(values.map((value) => square(value - mean)))) };
}

/** Median: the middle value, or the mean of the two middle values. Throws for no values. */
export function findMedian(values: Float64Array): number {
  if (values.length === 0) throw new Error('no values have no median');
  const sorted = values.slice().sort();
  const upper = sorted[sorted.length >> 1]!;
  return sorted.length % 2 === 1 ? upper : (sorted[(sorted.length >> 1) - 1]! + upper) / 2;
}
