/**
 * Number of standard errors above which an overlap is larger than chance explains: p = 3e-5 one-sided, so that even 24
 * earlier rounds rarely cause a false alarm.
 */
export const clearErrors = 4;

/** Number of standard errors of the upper bound for a count that may be small or 0, as in a 95 % interval. */
const boundErrors = 2;

/** The facts of an earlier round that the estimate needs. */
export type EarlierItems = {
  readonly itemCount: number;
  /** Number of the round's items that have a twin (an item with an equal input) within the round. */
  readonly repeatedCount: number;
};

export type ChanceOverlap = {
  /** Maximum expected share of the set's items with a twin among the earlier items by chance. */
  readonly share: number;
  /** Standard error of the observed share around the expected share. */
  readonly standardError: number;
};

/**
 * Expected number of items with a twin among M earlier items if both sets were honest draws from one population. In tables of
 * few values equal rows are no sign of copying.
 *
 * The chance that a new draw equals one of M others is the expected sample coverage of M draws. The coverage is estimated from
 * the set's n items (Chao & Jost 2012, Ecology 93:2533–2547). For M < n it is exact, by rarefaction (their eq. 4a): an item
 * with d twins has none among M of the other n − 1 items with probability C(n−1−d, M)/C(n−1, M). For larger M it is
 * extrapolated (their eq. 12): each further draw hits one of the g₀ items without a twin with probability g₁/(g₀·n), g₁ the
 * number of items with exactly one twin (Good & Turing). For rare, equally frequent inputs the estimate equals the collision
 * probability λ = 2·pairs/(n(n−1)), but a few very common inputs hardly change it. By Jensen's inequality the estimate errs
 * upwards.
 *
 * Extrapolation from a small set to many earlier items is uncertain. So a second estimate uses the earlier items: a new draw
 * has a twin among them with probability 1 − f₁/M, f₁ the number of earlier items without a twin (Good 1953). For several
 * rounds at most the sum of these probabilities counts. The second estimate applies only to items of the set without a twin,
 * since an input that has become common may have been rare. The smaller of the two estimates is used, each at the upper bound
 * of a Poisson count.
 *
 * The standard error counts the expected items that have a twin on one side only. Items with a twin on both sides, or on
 * neither, are uninformative (McNemar 1947). An item with d twins weighs 1 + d, since twins come together.
 *
 * @param twins number of twins of each item within the set
 * @param earlier the rounds whose items count together
 * @param isHit true if an item has a twin among the earlier items; called only for items with a twin in the set
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
 * Expected number of items with the id and the input of an earlier item if every round used the same ids: the sum over rounds
 * of the collision probability λ = 2·pairs/(n(n−1)) that two items have the same input. The standard error treats the number of
 * colliding pairs as a Poisson count.
 * @param twins number of other items of the set with the same input, for each item
 */
export function computeChanceSameId(twins: Uint32Array, roundCount: number): ChanceOverlap {
  const n = twins.length;
  if (n < 2) return { share: 0, standardError: 0 };
  const collision = twins.reduce((sum, count) => sum + count, 0) / (n * (n - 1));
  const share = Math.min(1, roundCount * collision);
  return { share, standardError: Math.sqrt((2 * share) / n) };
}

/**
 * Upper bound, at two standard errors, of a Poisson-like count whose events occur in groups of `clump`. It is the score
 * bound, which is above 0 even for a count of 0.
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
