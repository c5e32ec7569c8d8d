/** Groups that hold at least one item, in the order of their indices. */
export type GroupedItems = {
  readonly groupCount: number;
  readonly sizes: Float64Array;
  readonly groups: Int32Array;
};

/**
 * Numbers the groups that occur 0 … groupCount − 1 and counts their items.
 * @param groups the index of each item's group, any whole numbers
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

/** The sum of the values of each group's items. Throws a RangeError unless there is one group index an item. */
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
