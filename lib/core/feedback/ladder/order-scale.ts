import { countConcordance } from '../../statistics/concordance';
import { square } from '../../statistics/exact-math';
import { computeMean, computeSum, groupValues } from '../../statistics/sums';

/** Predictions of two files for a whole round, and the labels of its feedback split with the positions of these items. */
type RankedFiles = {
  readonly labels: Float64Array;
  readonly positions: Uint32Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
};

/**
 * Positions in the ascending order of n given values, at which a value can be inserted. Place 2g + 1 is the g-th distinct
 * value, place 2g the gap below it, and the last place the gap above all values.
 */
export type OrderScale = {
  readonly placeCount: number;
  readonly findPlace: (value: number) => number;
  /**
   * Centred rank of a value at each place, (midrank − (n + 1)/2)/n, from −½ to ½. In a gap it is (items below − items
   * above)/(2n).
   */
  readonly ranks: Float64Array;
  /**
   * For each place, sums the weights of all values above it plus half the weights of the values at it, and divides by n.
   * Weights are in the order of the values.
   */
  readonly computeMeanAbove: (weights: Float64Array) => Float64Array;
};

/**
 * Makes the scale of places between and at these values.
 * @param values at least one, all finite
 */
export function createOrderScale(values: Float64Array): OrderScale {
  const n = values.length;
  const distinct = values
    .slice()
    .sort()
    .filter((value, i, sorted) => i === 0 || value !== sorted[i - 1]);
  const placeCount = 2 * distinct.length + 1;
  const findPlace = (value: number): number => {
    let [low, high] = [0, distinct.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (distinct[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return distinct[low] === value ? 2 * low + 1 : 2 * low;
  };
  const places = Int32Array.from(values, findPlace);
  const computeMeanAbove = (weights: Float64Array): Float64Array => {
    const at = new Float64Array(placeCount);
    for (let i = 0; i < places.length; i++) at[places[i]!]! += weights[i]!;
    let above = 0;
    for (let place = placeCount - 1; place >= 0; place--) {
      const own = at[place]!;
      at[place] = (above + own / 2) / n;
      above += own;
    }
    return at;
  };
  const shareAbove = computeMeanAbove(new Float64Array(n).fill(1));
  return { placeCount, findPlace, ranks: shareAbove.map((share) => 0.5 - share), computeMeanAbove };
}

/**
 * Largest possible decrease of each item's pseudo-value of Kendall's τ-b (`estimateKendall`) from the current best to a file,
 * over all labels. A pseudo-value changes by the pairs that the two files order differently. At worst the new file has all
 * these pairs in the wrong order. Shares of pairs are taken over all items of the round, which are like those of the feedback
 * split. Terms that depend on ties are taken from the feedback split.
 */
export function boundKendallLosses({ labels, positions, before, after }: RankedFiles): Float64Array {
  const n = labels.length;
  const labelTies = describeTies(labels);
  const [was, is] = [before, after].map((predicted) => describeFile(labels, labelTies, predicted, positions));
  const gain = is!.value - was!.value;
  const [leastUntied, mostUntied] = [n - labelTies.sizeMax, n];
  const ofLabel = Math.max(gain * leastUntied, gain * mostUntied) / labelTies.untied;

  const [groupsBefore, groupsAfter] = [groupValues(before), groupValues(after)];
  const both = groupValues(
    Float64Array.from(
      groupsBefore.groupOf,
      (group, i) => group * groupsAfter.sizes.length + groupsAfter.groupOf[i]!,
    ),
  );
  const surplus = countConcordance(groupsBefore, groupsAfter);
  const itemCount = after.length;
  return after.map((_, i) => {
    const tiedBefore = groupsBefore.sizes[groupsBefore.groupOf[i]!]!;
    const tiedAfter = groupsAfter.sizes[groupsAfter.groupOf[i]!]!;
    const tiedInBoth = both.sizes[both.groupOf[i]!]!;
    const ordered = itemCount - tiedBefore - tiedAfter + tiedInBoth;
    const turned = (ordered - surplus[i]!) / 2;
    const changed =
      (ordered - turned) * Math.abs(is!.scale - was!.scale) +
      turned * (is!.scale + was!.scale) +
      (tiedBefore - tiedInBoth) * is!.scale +
      (tiedAfter - tiedInBoth) * was!.scale;
    const ofTies = is!.computeTieTerm(after[i]!) - was!.computeTieTerm(before[i]!);
    return Math.max(0, (2 * changed) / itemCount - gain + n * (ofLabel + ofTies));
  });
}

type Ties = { readonly sizeOf: (value: number) => number; readonly sizeMax: number; readonly untied: number };

function describeTies(values: Float64Array): Ties {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  let [sizeMax, untied] = [0, 0];
  for (const size of sizes.values()) {
    sizeMax = Math.max(sizeMax, size);
    untied += size * (values.length - size);
  }
  return { sizeOf: (value) => sizes.get(value) ?? 0, sizeMax, untied };
}

type KendallTerms = {
  readonly value: number;
  /** n²/√((n² − tied pairs of labels)(n² − tied pairs of predictions)); 0 for a constant, whose score is 0. */
  readonly scale: number;
  readonly computeTieTerm: (predicted: number) => number;
};

function describeFile(
  labels: Float64Array,
  labelTies: Ties,
  predicted: Float64Array,
  positions: Uint32Array,
): KendallTerms {
  const n = labels.length;
  const inSplit = Float64Array.from(positions, (i) => predicted[i]!);
  const ties = describeTies(inSplit);
  const root = Math.sqrt(labelTies.untied) * Math.sqrt(ties.untied);
  if (root === 0) return { value: 0, scale: 0, computeTieTerm: () => 0 };
  const value = computeSum(countConcordance(groupValues(labels), groupValues(inSplit))) / root;
  return {
    value,
    scale: (n * n) / root,
    computeTieTerm: (x) => (value * (n - ties.sizeOf(x))) / ties.untied,
  };
}

/**
 * Largest possible decrease of each item's pseudo-value of Spearman's ρ (`estimateSpearman`) from the current best to a
 * file, for any rank of its label among those of the feedback split. A pseudo-value is a·r + l(r) + p, r the rank of the
 * item's label, a the item's predicted rank divided by the root of the variances' product, l the sum of terms that depend only
 * on the label's place and p of those that depend only on the prediction; so no gain is below −½|a' − a| + min(l' − l) + p'
 * − p.
 */
export function boundSpearmanLosses({ labels, positions, before, after }: RankedFiles): Float64Array {
  const scale = createOrderScale(labels);
  const [was, is] = [before, after].map((predicted) => explainSpearman(scale, labels, predicted, positions));
  let ofLabel = Number.POSITIVE_INFINITY;
  for (let place = 0; place < scale.placeCount; place++)
    ofLabel = Math.min(ofLabel, is!.ofLabel[place]! - was!.ofLabel[place]!);
  return after.map((_, i) => {
    const slope = is!.slopes[i]! - was!.slopes[i]!;
    return Math.max(0, Math.abs(slope) / 2 - ofLabel - (is!.ofPrediction[i]! - was!.ofPrediction[i]!));
  });
}

/**
 * The terms that make up a file's pseudo-values of Spearman's ρ: `ofLabel` by the place of a label, the other two by item of
 * the round.
 */
export type SpearmanTerms = {
  readonly slopes: Float64Array;
  readonly ofLabel: Float64Array;
  readonly ofPrediction: Float64Array;
};

/**
 * Computes the terms of a file's pseudo-values of Spearman's ρ. For a constant file all terms are 0, like its score.
 * @param labels of the feedback split
 * @param predicted the file's numbers for the whole round
 */
export function explainSpearman(
  labelScale: OrderScale,
  labels: Float64Array,
  predicted: Float64Array,
  positions: Uint32Array,
): SpearmanTerms {
  const inSplit = Float64Array.from(positions, (i) => predicted[i]!);
  const scale = createOrderScale(inSplit);
  const u = labels.map((label) => labelScale.ranks[labelScale.findPlace(label)]!);
  const v = inSplit.map((value) => scale.ranks[scale.findPlace(value)]!);
  const [labelVariance, variance] = [computeMean(u.map(square)), computeMean(v.map(square))];
  const root = Math.sqrt(labelVariance) * Math.sqrt(variance);
  if (root === 0)
    return {
      slopes: new Float64Array(predicted.length),
      ofLabel: new Float64Array(labelScale.placeCount),
      ofPrediction: new Float64Array(predicted.length),
    };
  const value = computeMean(u.map((rank, i) => rank * v[i]!)) / root;
  /** Sums an item's own term, its effect on the ranks of the others, and its effect on the variance of the order. */
  const explainOrder = (
    { computeMeanAbove, ranks }: OrderScale,
    others: Float64Array,
    own: Float64Array,
    ownVariance: number,
  ) => {
    const [lifted, moved] = [computeMeanAbove(others), computeMeanAbove(own)];
    return ranks.map(
      (rank, place) =>
        lifted[place]! / root -
        ((value / 2) * (square(rank) + 2 * moved[place]! - 3 * ownVariance)) / ownVariance,
    );
  };
  const ofPlace = explainOrder(scale, u, v, variance);
  return {
    slopes: predicted.map((x) => scale.ranks[scale.findPlace(x)]! / root),
    ofLabel: explainOrder(labelScale, v, u, labelVariance),
    ofPrediction: predicted.map((x) => ofPlace[scale.findPlace(x)]! - 2 * value),
  };
}
