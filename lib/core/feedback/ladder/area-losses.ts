import type { LossBound } from '../../metrics/metric';
import { computeMean } from '../../statistics/sums';
import type { Predictions } from '../../submission/predictions';
import { createOrderScale } from './order-scale';

/** Labels of the feedback split in order, and the positions of its items in the round. */
export type LabelsOfSplit = { readonly labels: Int32Array; readonly positions: Uint32Array };

/**
 * Largest possible loss of each item of the round in ROC AUC or average precision: the item's influence on the score of the
 * current best minus its smallest possible influence in the other file, over all labels, in units of the metric. Not below
 * 0. Rare classes weigh more: where 2 % of the items are positive, a positive item counts as 50. Labels of the final split
 * are not read.
 *
 * Influences are estimated from the feedback split, so the bounds are accurate to about 1/√n of their size, n the number of
 * items of the rarest class.
 *
 * Null for all other metrics, and where the split contains no item of some class, so that no file has a score. Throws for
 * files of different lengths or no probabilities.
 */
export function boundAreaLosses(
  bound: LossBound,
  classes: readonly string[],
  { labels, positions }: LabelsOfSplit,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const explain = bound === 'roc-area' ? explainArea : bound === 'precision-area' ? explainPrecision : null;
  if (explain === null || new Set(labels).size < classes.length) return null;
  if (before.kind !== 'probabilities' || after.kind !== 'probabilities')
    throw new RangeError('a file without probabilities');
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  const width = classes.length;
  const itemCount = after.predicted.length;
  const isBinary = width === 2;
  const positives = isBinary ? [1] : classes.map((_, c) => c);
  // In the one-versus-rest contrast of its own class an item is a positive; in all other contrasts it is a negative. Its
  // largest loss is the sum of its losses as a negative in all contrasts, plus the largest extra loss as a positive in one
  // contrast.
  const ofNegatives = new Float64Array(itemCount);
  const more = new Float64Array(itemCount).fill(isBinary ? 0 : Number.NEGATIVE_INFINITY);
  for (const c of positives) {
    const isPositive = Array.from(labels, (label) => label === c);
    const [was, is] = [before, after].map(({ probabilities }) =>
      explain({
        isPositive,
        scores: Float64Array.from(positions, (i) => probabilities[i * width + c]!),
      }),
    );
    for (let i = 0; i < itemCount; i++) {
      const [w, a] = [was!(before.probabilities[i * width + c]!), is!(after.probabilities[i * width + c]!)];
      const ofNegative = w.negative - a.negative;
      ofNegatives[i]! += ofNegative;
      more[i] = Math.max(more[i]!, w.positive - a.positive - ofNegative);
    }
  }
  return ofNegatives.map((loss, i) => Math.max(0, (loss + more[i]!) / positives.length));
}

/** Scores of one class against all others, on the items of the feedback split. */
type ContrastOfSplit = {
  /** True for each item of the split that belongs to the class. Both values occur. */
  readonly isPositive: readonly boolean[];
  readonly scores: Float64Array;
};

/** Computes the pseudo-values of an item with this score: as a positive and as a negative. */
type ExplainScore = (score: number) => { readonly positive: number; readonly negative: number };

/**
 * The pseudo-values of ROC AUC (`estimateRocAuc`) by score and class: the area plus (placement − area)/share of the class. A
 * score that doesn't occur in the split is placed between the scores that do.
 */
export function explainArea({ isPositive, scores }: ContrastOfSplit): ExplainScore {
  const scale = createOrderScale(scores);
  const weights = Float64Array.from(isPositive, (is) => (is ? 1 : 0));
  const share = computeMean(weights);
  const positivesAbove = scale.computeMeanAbove(weights);
  const negativesAbove = scale.computeMeanAbove(weights.map((weight) => 1 - weight));
  const placeAmongNegatives = negativesAbove.map((above) => 1 - above / (1 - share));
  const places = scores
    .filter((_, i) => isPositive[i])
    .map((score) => placeAmongNegatives[scale.findPlace(score)]!);
  const area = computeMean(places);
  return (score) => {
    const place = scale.findPlace(score);
    return {
      positive: area + (placeAmongNegatives[place]! - area) / share,
      negative: area + (positivesAbove[place]! / share - area) / (1 - share),
    };
  };
}

/**
 * The pseudo-values of an average precision (`estimateAveragePrecision`) by score and class. An item changes the precision at
 * its own threshold and at all lower thresholds. For a score that doesn't occur in the split, the precision at its threshold is
 * that of the items above it, or 1 without such items.
 */
export function explainPrecision({ isPositive, scores }: ContrastOfSplit): ExplainScore {
  const n = scores.length;
  const { placeCount, findPlace } = createOrderScale(scores);
  const [positives, items] = [new Float64Array(placeCount), new Float64Array(placeCount)];
  scores.forEach((score, i) => {
    const place = findPlace(score);
    items[place]!++;
    if (isPositive[i]) positives[place]!++;
  });
  const precisions = new Float64Array(placeCount).fill(1);
  const above = new Float64Array(placeCount);
  let [positiveCount, itemCount, sum] = [0, 0, 0];
  for (let place = placeCount - 1; place >= 0; place--) {
    positiveCount += positives[place]!;
    itemCount += items[place]!;
    above[place] = itemCount;
    if (itemCount > 0) precisions[place] = positiveCount / itemCount;
    sum += positives[place]! * precisions[place]!;
  }
  const value = Math.min(1, sum / positiveCount);
  const [gained, lost] = [new Float64Array(placeCount), new Float64Array(placeCount)];
  let [gain, loss] = [0, 0];
  for (let place = 0; place < placeCount; place++) {
    if (positives[place]! > 0) {
      gain += positives[place]! / above[place]!;
      loss += (positives[place]! / above[place]!) * precisions[place]!;
    }
    gained[place] = gain;
    lost[place] = loss;
  }
  const scale = n / positiveCount;
  return (score) => {
    const place = findPlace(score);
    const negative = value - scale * lost[place]!;
    return { positive: negative + scale * (precisions[place]! - value + gained[place]!), negative };
  };
}
