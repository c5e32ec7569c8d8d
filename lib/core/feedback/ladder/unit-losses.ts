import { numberGroups, sumByGroup } from '../../statistics/sums';

/**
 * The most that each independent unit, an item or a group of items, could lose: of all units of the round, and of those in the
 * feedback split in the order of its paired gains.
 */
export type UnitLosses = { readonly ofRound: Float64Array; readonly ofSplit: Float64Array };

/**
 * The possible losses of items (`boundPossibleLosses`) as those of independent units. A group counts with all its items, though
 * some of them may be in the other split.
 * @param groups the index of each item's group in the round; null where the part's items are independent
 * @param positions the items of the feedback split
 */
export function uniteLosses(
  losses: Float64Array,
  groups: Int32Array | null,
  positions: Uint32Array,
): UnitLosses {
  if (groups === null) return { ofRound: losses, ofSplit: Float64Array.from(positions, (i) => losses[i]!) };
  const numbered = numberGroups(groups);
  const ofRound = sumByGroup(losses, numbered);
  const inSplit = [...new Set(Array.from(positions, (i) => numbered.groups[i]!))].sort((a, b) => a - b);
  return { ofRound, ofSplit: Float64Array.from(inSplit, (group) => ofRound[group]!) };
}
