import { square } from '../../statistics/exact-math';
import { computeMean, computeSum, numberGroups, sumByGroup } from '../../statistics/sums';
import type { LadderRules } from './ladder-rules';

/**
 * z′, the test statistic for a mean gain of 0 over a round's units, with one additional unit that has the largest possible
 * loss:
 *
 * z′ = (Σx − c·b)/√(Σ(x − x̄)² + b²), c = (t² + 2)/3.
 *
 * Some units are set aside (`setAside` at the price (c + t)/n). Their x is 0; the x of each other unit is its gain minus the
 * debt of the units that were set aside. b is the largest possible loss of another unit plus the debt. Consider a file that
 * gains a little almost everywhere and loses b on a few units. The sample contains k of these units, Poisson distributed if
 * they are rare. z′ > t inverts the upper limit of their number, k + 1 + t√(k + 1) + (t² − 1)/3 by the expansion of Cornish &
 * Fisher 1938 (Rev. Inst. Int. Stat. 5:307–320). So z′ alone requires a gain of c + t rare losses.
 *
 * Degenerate cases: without possible losses b is 0; equal gains then give ±Infinity by their sign, or NaN if they are 0. A
 * bound that isn't finite gives NaN.
 *
 * @param gains of the units drawn, including unchanged ones, whose gain isn't 0 for metrics that aren't means
 * @param losses `ofSplit` in the order of the gains; all ≥ 0
 * @param threshold t
 */
export function computeGuardedZ(
  gains: Float64Array,
  { ofRound, ofSplit }: UnitLosses,
  threshold: number,
): { readonly stake: number; readonly z: number } {
  if (gains.length !== ofSplit.length)
    throw new RangeError(`${ofSplit.length} bounds for ${gains.length} gains`);
  const c = (square(threshold) + 2) / 3;
  const { lossMax, owed } = setAside(ofRound, (c + threshold) / gains.length);
  const stake = lossMax + owed;
  if (!Number.isFinite(stake)) return { stake, z: Number.NaN };
  const left = gains.map((gain, i) => (ofSplit[i]! > lossMax ? 0 : gain) - owed);
  const mean = computeMean(left);
  const squares = computeSum(left.map((x) => square(x - mean)));
  return { stake, z: (computeSum(left) - c * stake) / Math.sqrt(squares + square(stake)) };
}

/** `lossMax` is the bound above which units are set aside; `owed` is the debt of those units per unit of the round. */
type SetAside = { readonly lossMax: number; readonly owed: number };

/**
 * Chooses the units whose possible loss is charged in full. Otherwise a few units with very large possible losses would
 * decide a test alone. So some units are set aside, depending only on the bounds and the level. Each unit set aside, sampled
 * or not, counts with its largest possible loss (the debt), and the other units must compensate for that loss.
 *
 * A test needs a mean gain of about `owed` + price·b, where b = `lossMax` + `owed` is the largest possible loss of a
 * remaining unit. `lossMax` is chosen to minimise this gain. Units of one size are set aside together or not at all.
 *
 * @param ofRound possible loss of each unit of the round, all ≥ 0
 * @param price of b, in mean gains
 */
export function setAside(ofRound: Float64Array, price: number): SetAside {
  const descending = ofRound.slice().sort().reverse();
  let best = { lossMax: descending[0] ?? 0, owed: 0 };
  let least = price * best.lossMax;
  let sum = 0;
  for (let k = 1; k <= descending.length; k++) {
    sum += descending[k - 1]!;
    const lossMax = descending[k] ?? 0;
    if (lossMax === descending[k - 1]) continue;
    const owed = sum / descending.length;
    const needed = owed + price * (lossMax + owed);
    if (needed >= least) continue;
    least = needed;
    best = { lossMax, owed };
  }
  return best;
}

/**
 * z, the test statistic for a mean gain of 0: d̄/(s/√n), s with n − 1 in the denominator. Equal gains give ±Infinity by their
 * sign, or 0 if they are all 0. NaN for fewer than two gains.
 */
export function computePairedZ(gains: Float64Array): number {
  const n = gains.length;
  if (n < 2) return Number.NaN;
  const mean = computeMean(gains);
  if (gains.every((gain) => gain === gains[0])) return gains[0] === 0 ? 0 : mean * Number.POSITIVE_INFINITY;
  const variance = computeSum(gains.map((gain) => square(gain - mean))) / (n - 1);
  return mean / Math.sqrt(variance / n);
}

/** A score before rounding, with its standard error, in the metric's unit. */
export type Estimate = { readonly score: number; readonly standardError: number };

/**
 * Mean of the outcomes with its standard error: √(x(1 − x)/n) for independent 0/1 outcomes, s/√n for others; for items in
 * groups the standard error of a mean of clusters, √(G/(G − 1)·Σ_g(Σ_i(x_i − x̄))²)/n (Cochran 1977, Sampling Techniques,
 * §11), and of a single group 0.
 */
export function estimateMean(
  { lossKind, groups }: Pick<LadderRules, 'lossKind' | 'groups'>,
  outcomes: Float64Array,
): Estimate {
  const n = outcomes.length;
  if (groups === null && lossKind === 'zero-one') {
    let ones = 0;
    for (let i = 0; i < n; i++) ones += outcomes[i]!;
    const share = ones / n;
    return { score: share, standardError: Math.sqrt((share * (1 - share)) / n) };
  }
  const score = computeMean(outcomes);
  const deviations = outcomes.map((outcome) => outcome - score);
  if (groups === null) {
    const variance = n > 1 ? computeSum(deviations.map(square)) / (n - 1) : 0;
    return { score, standardError: Math.sqrt(variance / n) };
  }
  const sums = new Map<number, number>();
  groups.forEach((group, i) => {
    sums.set(group, (sums.get(group) ?? 0) + deviations[i]!);
  });
  if (sums.size < 2) return { score, standardError: 0 };
  const squares = computeSum(Float64Array.from(sums.values(), square));
  return { score, standardError: Math.sqrt((sums.size / (sums.size - 1)) * squares) / n };
}

/**
 * Gain of the submission over the incumbent, positive where it is better: one number per item, or per group the sum of its items'
 * gains, since only groups are independent.
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
  // A group that has no items in this split is no unit of the split.
  return sums.filter((_, group) => sizes[group]! > 0);
}

/**
 * Largest possible loss of each independent unit, an item or a group of items. `ofRound` has all units of the round;
 * `ofSplit` has those of the feedback split, in the order of the paired gains.
 */
export type UnitLosses = { readonly ofRound: Float64Array; readonly ofSplit: Float64Array };

/**
 * Sums the possible losses of items (`boundPossibleLosses`) by independent unit. A group counts with all its items, even those
 * in the other split.
 * @param groups the index of each item's group in the round; null where items are independent
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
