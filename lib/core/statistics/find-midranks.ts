import { groupValues } from './value-groups';

/** Rank of each value from 1 up, equal ones sharing the mean of theirs. O(n log n). */
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
