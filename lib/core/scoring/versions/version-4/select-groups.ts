/**
 * The groups of a part's items: null where the round has none, where every item of the part is alone in its group, and where all are
 * in one group, which scorer version 4 took for independent items.
 */
export function selectGroupsOfVersion4(groups: Int32Array | null, positions: Uint32Array): Int32Array | null {
  if (groups === null) return null;
  const selected = Int32Array.from(positions, (position) => groups[position]!);
  const groupCount = new Set(selected).size;
  return groupCount < 2 || groupCount === selected.length ? null : selected;
}
