import { computeMean } from '../../statistics/compensated-sum';
import { square } from '../../statistics/exact-math';
import { createOrderScale, type OrderScale } from './order-scale';
import type { RankedFiles } from './ranked-files';

/**
 * The most by which each item's pseudo-value of Spearman's ρ (`estimateSpearman`) can be lower in a file than in the one to beat,
 * wherever its label has its place among those of the feedback part. A pseudo-value is
 * a·r + l(r) + p, r the rank of the item's label, a its predicted rank by √(variances), l the sum of what depends on the label's place
 * alone and p of what depends on the prediction alone; so no gain is below −½|a' − a| + min(l' − l) + p' − p.
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

/** What a file's pseudo-values are made of: by places of a label, and by items of the round. */
export type SpearmanTerms = {
  readonly slopes: Float64Array;
  readonly ofLabel: Float64Array;
  readonly ofPrediction: Float64Array;
};

/** @param labels of the feedback part; @param predicted of the whole round. A constant's terms are all 0: it is worth 0. */
export function explainSpearman(
  labelScale: OrderScale,
  labels: Float64Array,
  predicted: Float64Array,
  positions: Uint32Array,
): SpearmanTerms {
  const inPart = Float64Array.from(positions, (i) => predicted[i]!);
  const scale = createOrderScale(inPart);
  const u = labels.map((label) => labelScale.ranks[labelScale.findPlace(label)]!);
  const v = inPart.map((value) => scale.ranks[scale.findPlace(value)]!);
  const [labelVariance, variance] = [computeMean(u.map(square)), computeMean(v.map(square))];
  const root = Math.sqrt(labelVariance) * Math.sqrt(variance);
  if (root === 0)
    return {
      slopes: new Float64Array(predicted.length),
      ofLabel: new Float64Array(labelScale.placeCount),
      ofPrediction: new Float64Array(predicted.length),
    };
  const value = computeMean(u.map((rank, i) => rank * v[i]!)) / root;
  /** An item's own term, that of the ranks it lifts, and how it moves the variance of its order. */
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
