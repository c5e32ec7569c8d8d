import { groupValues } from './value-groups';

/** Rank of each value from 1 up, equal ones sharing the mean of theirs. O(n log n). */
export function findMidranks(values: Float64Array): Float64Array {
  const { groupOf, sizes } = groupValues(values);
  let below = 0;
  const midranks = Float64Array.from(sizes, (size) => {
    below += size;
    return below - (size - 1) / 2;
  });
  return Float64Array.from(groupOf, (group) => midranks[group]!);
}
