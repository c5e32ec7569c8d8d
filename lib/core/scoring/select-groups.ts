/**
 * The groups of a part's items, as far as they say anything: null where the round has none, where every item of the part is
 * alone in its group, which is what independent items are, and where all are in one group, which tells nothing of how groups
 * differ.
 * @param groups the index of each item's group in the round
 * @param positions the items of the part
 */
export function selectGroups(groups: Int32Array | null, positions: Uint32Array): Int32Array | null {
  if (groups === null) return null;
  const selected = Int32Array.from(positions, (position) => groups[position]!);
  const groupCount = new Set(selected).size;
  return groupCount < 2 || groupCount === selected.length ? null : selected;
}
