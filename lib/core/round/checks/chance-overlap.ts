/**
 * Standard errors beyond which an overlap is above chance: p = 3e-5 one-sided, so that even 24 earlier rounds rarely raise a
 * false alarm.
 */
export const clearErrors = 4;

/** Standard errors of the upper bound for a count that may be small or 0, as in a 95 % interval. */
const boundErrors = 2;

/** An earlier round. */
export type EarlierItems = {
  readonly itemCount: number;
  /** Number of its items that have a twin within their own round. */
  readonly repeatedCount: number;
};

export type ChanceOverlap = {
  /** Maximum expected share of the set's items with a twin among the earlier items by chance. */
  readonly share: number;
  /** Standard error of the observed share around it. */
  readonly standardError: number;
};

/**
 * Expected number of items with a twin among M earlier items if both were honest draws from one population, since in tables of
 * few values equal rows are no sign of copying.
 *
 * The chance that a new draw equals one of M others is the expected sample coverage of M draws. It is estimated from the set's n
 * items (Chao & Jost 2012, Ecology 93:2533–2547): for M < n exactly, by rarefaction (their eq. 4a), an item with d twins having
 * none among M of the other n − 1 with probability C(n−1−d, M)/C(n−1, M); for more by extrapolation (their eq. 12), the g₀ items
 * without a twin being hit by each further draw with probability g₁/(g₀·n), g₁ the number of items with exactly one twin (Good &
 * Turing). This is also the collision probability λ = 2·pairs/(n(n−1)) where inputs are rare and alike, but isn't upset by a few
 * very common ones. By Jensen's inequality it errs upwards.
 *
 * Extrapolation from a small set to many earlier items is uncertain. So the earlier items are used as well: a new draw has a
 * twin among them with probability 1 − f₁/M, f₁ the number of them without a twin (Good 1953), at most the sum of that for
 * several rounds. Only those of the set's items that have no twin are judged by this: an input that has become common may well
 * have been rare. The smaller of the two estimates is used, each at the upper bound of a Poisson count.
 *
 * The standard error counts items that have a twin on one side only, in the numbers to expect; items that have one on both
 * sides, or on neither, are uninformative (McNemar 1947). An item with d twins weighs 1 + d, since they come together.
 *
 * @param twins for each item of the set, how many others of it are its twins
 * @param earlier the rounds whose items count together
 * @param isHit whether an item has a twin among the earlier ones; called only for items that have one in the set
 */
export function computeChanceOverlap(
  twins: Uint32Array,
  earlier: readonly EarlierItems[],
  isHit: (item: number) => boolean,
): ChanceOverlap {
  const n = twins.length;
  let aloneCount = 0;
  let pairedCount = 0;
  let missedWeight = 0;
  for (let i = 0; i < n; i++) {
    const count = twins[i]!;
    if (count === 0) aloneCount++;
    else {
      if (count === 1) pairedCount++;
      if (!isHit(i)) missedWeight += 1 + count;
    }
  }
  const earlierCount = earlier.reduce((sum, round) => sum + round.itemCount, 0);
  if (n < 2 || earlierCount === 0) return { share: 0, standardError: 0 };
  const repeatedShare = 1 - aloneCount / n;
  const draws = earlierCount - (n - 1);
  const hitPerDraw = Math.min(1, computeUpperBound(pairedCount, 2) / (Math.max(1, aloneCount) * n));
  const ownShare =
    draws < 0
      ? rarefy(twins, earlierCount)
      : repeatedShare + (aloneCount / n) * (1 - (1 - hitPerDraw) ** draws);
  const share = Math.min(ownShare, repeatedShare + (aloneCount / n) * computeRepeatedBound(earlier));
  const variance = 2 * missedWeight + Math.max(0, share - repeatedShare) * n;
  return { share, standardError: Math.sqrt(variance) / n };
}

/**
 * Expected number of items with the id and the input of an earlier item if every round used the same ids: for each round the
 * collision probability λ = 2·pairs/(n(n−1)) that two items have the same input. The standard error counts collisions as Poisson,
 * in pairs.
 * @param twins for each item of the set, how many others of it have the same input
 */
export function computeChanceSameId(twins: Uint32Array, roundCount: number): ChanceOverlap {
  const n = twins.length;
  if (n < 2) return { share: 0, standardError: 0 };
  const collision = twins.reduce((sum, count) => sum + count, 0) / (n * (n - 1));
  const share = Math.min(1, roundCount * collision);
  return { share, standardError: Math.sqrt((2 * share) / n) };
}

/**
 * Upper bound, at two standard errors, of a Poisson-like count whose events come in clumps of `clump` (the score bound, so that a
 * count of 0 has one too).
 */
function computeUpperBound(count: number, clump: number): number {
  const square = clump * boundErrors ** 2;
  return count + square / 2 + Math.sqrt(square * (count + square / 4));
}

function computeRepeatedBound(earlier: readonly EarlierItems[]): number {
  const count = earlier.reduce((sum, round) => sum + round.repeatedCount, 0);
  const share = earlier.reduce((sum, round) => sum + round.repeatedCount / round.itemCount, 0);
  const smallest = Math.min(...earlier.map((round) => round.itemCount));
  return Math.min(1, share + (computeUpperBound(count, 2) - count) / smallest);
}

function rarefy(twins: Uint32Array, drawn: number): number {
  const others = twins.length - 1;
  const itemsOf = new Map<number, number>();
  for (const count of twins) itemsOf.set(count, (itemsOf.get(count) ?? 0) + 1);
  let hitCount = 0;
  let logMissed = 0;
  let reached = 0;
  for (const [count, items] of [...itemsOf].sort(([a], [b]) => a - b)) {
    for (; reached < count; reached++)
      logMissed += Math.log(Math.max(0, others - drawn - reached) / (others - reached));
    hitCount += items * (1 - Math.exp(logMissed));
  }
  return hitCount / twins.length;
}
