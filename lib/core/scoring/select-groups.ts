/**
 * The groups of a part's items, as far as they say anything: null where the round has none, and where every item of the part is alone in
 * its group, which is what independent items are. Where all are in one group the part is one unit: nothing was drawn by which chance
 * could be told, so there is no interval, nothing is announced, and no gap is measured.
 * @param groups the index of each item's group in the round
 * @param positions the items of the part
 */
export function selectGroups(groups: Int32Array | null, positions: Uint32Array): Int32Array | null {
  if (groups === null) return null;
  const selected = Int32Array.from(positions, (position) => groups[position]!);
  return new Set(selected).size === selected.length ? null : selected;
}
