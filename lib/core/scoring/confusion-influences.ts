import type { MetricName } from '../benchmark';
import { type ClassCounts, countByClass } from '../metrics/confusion/class-counts';
import { computeConfusionCells } from '../metrics/confusion/confusion-cells';
import type { ClassificationScorable } from '../metrics/scorable/scorable';
import type { UndefinedMetric } from '../metrics/scorable/undefined-metric';
import { ok, type Result } from '../result';
import { computeMean } from '../statistics/compensated-sum';
import { square } from '../statistics/exact-math';
import type { InfluenceEstimate } from '../statistics/influence-estimate';
import { type ConfusionMetric, isConfusionMetric } from './confusion-statistics';
import { metrics } from './metrics';

/** The metrics that one more item moves through the counts of its label and prediction, and whose outcomes' mean is another. */
export type CountedMetric = ConfusionMetric | 'precision' | 'recall';

export const isCountedMetric = (name: MetricName): name is CountedMetric =>
  isConfusionMetric(name) || name === 'precision' || name === 'recall';

/** The derivative of a metric by the weight of an item labelled `label` and predicted as `predicted`, but for a constant. */
type Derivative = (label: number, predicted: number) => number;

/**
 * A metric of the confusion matrix with every item's influence on it. Such a metric depends on shares alone, so its influences
 * have the mean 0, which fixes what the derivatives leave open. A class that the metric takes in as soon as it occurs once, as
 * macro F1 does, counts only if it occurs. Influences are 0 where the metric is 0 for want of any prediction. Refuses as the
 * metric does.
 */
export function estimateCounted(
  name: CountedMetric,
  s: ClassificationScorable,
): Result<InfluenceEstimate, UndefinedMetric> {
  const score = metrics[name].compute(s);
  if (!score.ok) return score;
  const derive = deriveBy[name](countClasses(s));
  const raw = Float64Array.from(s.labels, (label, i) => s.labels.length * derive(label, s.predicted[i]!));
  const mean = computeMean(raw);
  return ok({ value: score.value, influences: raw.map((influence) => influence - mean) });
}

/** Margins of the matrix with the number of classes that occur in it, and Σ (i − j)² over items for the weighted κ. */
type Margins = ClassCounts & { readonly present: number; readonly steps: number };

function countClasses(s: ClassificationScorable): Margins {
  const cells = computeConfusionCells(s);
  const counts = countByClass(cells, cells.counts);
  const present = counts.labelled.filter((count, c) => count + counts.predicted[c]! > 0).length;
  const steps = cells.counts.reduce(
    (sum, count, cell) => sum + count * square(cells.labels[cell]! - cells.predicted[cell]!),
    0,
  );
  return { ...counts, present, steps };
}

const hit = (label: number, predicted: number): number => (label === predicted ? 1 : 0);

/** x/y, 0 where y is. */
const over = (x: number, y: number): number => (y === 0 ? 0 : x / y);

const deriveBy: Readonly<Record<CountedMetric, (margins: Margins) => Derivative>> = {
  balanced_accuracy: ({ labelled, hits }) => {
    const classCount = labelled.filter((count) => count > 0).length;
    return (a, b) => deriveShare(hit(a, b), hits[a]!, labelled[a]!) / classCount;
  },
  macro_recall:
    ({ labelled, hits, present }) =>
    (a, b) =>
      deriveShare(hit(a, b), hits[a]!, labelled[a]!) / present,
  macro_precision:
    ({ predicted, hits, present }) =>
    (a, b) =>
      deriveShare(hit(a, b), hits[b]!, predicted[b]!) / present,
  macro_f1: (margins) => {
    const { f1, mentions } = countMentions(margins);
    return (a, b) => ((2 * hit(a, b) - f1[a]!) / mentions[a]! - over(f1[b]!, mentions[b]!)) / margins.present;
  },
  weighted_f1: (margins) => {
    const { f1, mentions } = countMentions(margins);
    const { labelled, itemCount } = margins;
    return (a, b) =>
      (f1[a]! +
        (labelled[a]! * (2 * hit(a, b) - f1[a]!)) / mentions[a]! -
        (labelled[b]! * f1[b]!) / mentions[b]!) /
      itemCount;
  },
  mcc: ({ labelled, predicted, hits, itemCount }) => {
    const covariance = itemCount * sum(hits) - sumProducts(labelled, predicted);
    const predictedSpread = itemCount * itemCount - sumProducts(predicted, predicted);
    const labelSpread = itemCount * itemCount - sumProducts(labelled, labelled);
    if (predictedSpread === 0 || labelSpread === 0) return () => 0;
    const root = Math.sqrt(predictedSpread) * Math.sqrt(labelSpread);
    const value = covariance / root;
    return (a, b) =>
      (itemCount * hit(a, b) - predicted[a]! - labelled[b]!) / root +
      value * (predicted[b]! / predictedSpread + labelled[a]! / labelSpread);
  },
  cohen_kappa: ({ labelled, predicted, hits, itemCount }) => {
    const expected = sumProducts(labelled, predicted);
    const room = itemCount * itemCount - expected;
    const value = (itemCount * sum(hits) - expected) / room;
    return (a, b) => {
      const byExpected = predicted[a]! + labelled[b]!;
      return (itemCount * hit(a, b) - byExpected + value * byExpected) / room;
    };
  },
  quadratic_kappa: ({ labelled, predicted, itemCount, steps }) => {
    const weigh = (counts: Float64Array, weight: (c: number) => number) =>
      counts.reduce((total, count, c) => total + weight(c) * count, 0);
    const itself = (c: number) => c;
    const [labelSum, predictedSum] = [weigh(labelled, itself), weigh(predicted, itself)];
    const expected =
      itemCount * (weigh(labelled, square) + weigh(predicted, square)) - 2 * labelSum * predictedSum;
    const ratio = (itemCount * steps) / expected;
    return (a, b) =>
      (ratio * (itemCount * (a * a + b * b) - 2 * (a * predictedSum + b * labelSum)) -
        itemCount * square(a - b)) /
      expected;
  },
  precision:
    ({ predicted, hits }) =>
    (a, b) =>
      b === 1 ? deriveShare(hit(a, b), hits[1]!, predicted[1]!) : 0,
  recall:
    ({ labelled, hits }) =>
    (a, b) =>
      a === 1 ? deriveShare(hit(a, b), hits[1]!, labelled[1]!) : 0,
};

/** Of hits/count by one more item that counts, which is a hit or not. */
const deriveShare = (isHit: number, hits: number, count: number): number => (isHit - hits / count) / count;

/** F1 of each class, 2·TP/mentions, and its mentions, labels and predictions together. */
function countMentions({ labelled, predicted, hits }: Margins): { f1: Float64Array; mentions: Float64Array } {
  const mentions = labelled.map((count, c) => count + predicted[c]!);
  return { f1: hits.map((count, c) => over(2 * count, mentions[c]!)), mentions };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

const sumProducts = (a: Float64Array, b: Float64Array): number =>
  a.reduce((total, value, i) => total + value * b[i]!, 0);
