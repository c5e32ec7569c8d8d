/**
 * Which group each item is in, as numbers from 0 on in the order in which the groups first occur; an item without a group is a
 * group of its own. Null where no item has a group.
 * @param names of the items' groups, in the order of the item index: whoever holds the same test set numbers them alike
 */
export function indexGroups(names: readonly (string | null)[]): Int32Array | null {
  if (names.every((name) => name === null)) return null;
  const indices = new Map<string, number>();
  let count = 0;
  return Int32Array.from(names, (name) => {
    if (name === null) return count++;
    const known = indices.get(name);
    if (known !== undefined) return known;
    indices.set(name, count);
    return count++;
  });
}
