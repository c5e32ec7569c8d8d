import type { LadderRules } from './ladder-rules';

/**
 * What the submission gains on the incumbent, positive where it is better: one number for each item, or for each group of
 * items the sum of its items' gains, since only groups are independent.
 */
export function computePairedGains(
  { direction, groups }: Pick<LadderRules, 'direction' | 'groups'>,
  incumbentOutcomes: Float64Array,
  outcomes: Float64Array,
): Float64Array {
  const sign = direction === 'higher' ? 1 : -1;
  const gains = outcomes.map((outcome, i) => sign * (outcome - incumbentOutcomes[i]!));
  if (groups === null) return gains;
  if (groups.length !== gains.length)
    throw new RangeError(`${groups.length} group indices for ${gains.length} items`);
  const groupCount = groups.reduce((max, group) => Math.max(max, group), -1) + 1;
  const sums = new Float64Array(groupCount);
  const sizes = new Int32Array(groupCount);
  groups.forEach((group, i) => {
    sums[group]! += gains[i]!;
    sizes[group]! += 1;
  });
  // A group all of whose items are in the other part is no unit of this one.
  return sums.filter((_, group) => sizes[group]! > 0);
}
