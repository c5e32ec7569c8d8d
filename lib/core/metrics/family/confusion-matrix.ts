import { ok, type Result, refuse } from '../../result';
import { square } from '../../statistics/exact-math';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import { computeMean } from '../../statistics/sums';
import type { ExplainClasses } from '../metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from '../scorable/scorable';

/**
 * The non-empty cells of a confusion matrix, ordered by label, then by prediction. Sparse, because n items fill at most n
 * of the C² cells; ordered, so that sums over the cells don't depend on the order of the items.
 */
export type ConfusionCells = {
  readonly classCount: number;
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  readonly counts: Float64Array;
};

/** Up to this number of classes, cells are counted in a dense table, which takes a tenth of the time of a Map. */
const denseClassesMax = 64;

/** Counts items by label and predicted class. */
export function computeConfusionCells({
  classes,
  labels,
  predicted,
}: ClassificationScorable): ConfusionCells {
  const classCount = classes.length;
  const countOf = classCount > denseClassesMax ? new Map<number, number>() : null;
  const dense = new Float64Array(countOf === null ? classCount * classCount : 0);
  for (let i = 0; i < labels.length; i++) {
    const key = labels[i]! * classCount + predicted[i]!;
    if (countOf === null) dense[key]!++;
    else countOf.set(key, (countOf.get(key) ?? 0) + 1);
  }
  const keys = countOf === null ? listFilled(dense) : [...countOf.keys()].sort((a, b) => a - b);
  return {
    classCount,
    labels: Int32Array.from(keys.map((key) => Math.floor(key / classCount))),
    predicted: Int32Array.from(keys.map((key) => key % classCount)),
    counts: Float64Array.from(keys.map((key) => countOf?.get(key) ?? dense[key]!)),
  };
}

function listFilled(counts: Float64Array): number[] {
  const filled: number[] = [];
  for (let key = 0; key < counts.length; key++) if (counts[key]! > 0) filled.push(key);
  return filled;
}

/**
 * Margins of a confusion matrix: for every class the numbers of items labelled with it, predicted as it, and both; and the
 * number of all items.
 */
export type ClassCounts = {
  readonly labelled: Float64Array;
  readonly predicted: Float64Array;
  readonly hits: Float64Array;
  readonly itemCount: number;
};

/**
 * Counts items by class for a matrix whose cells contain `counts` items. All counts are whole numbers, so sums and products
 * are exact below 2⁵³.
 */
export function countByClass(cells: ConfusionCells, counts: Float64Array): ClassCounts {
  const labelled = new Float64Array(cells.classCount);
  const predicted = new Float64Array(cells.classCount);
  const hits = new Float64Array(cells.classCount);
  let itemCount = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell]!;
    const label = cells.labels[cell]!;
    itemCount += count;
    labelled[label]! += count;
    predicted[cells.predicted[cell]!]! += count;
    if (label === cells.predicted[cell]) hits[label]! += count;
  }
  return { labelled, predicted, hits, itemCount };
}

/** Margins with the number of classes that occur in the matrix, and the sum of (i − j)² over items for the weighted κ. */
export type Margins = ClassCounts & { readonly present: number; readonly steps: number };

export function countMargins(s: ClassificationScorable): Margins {
  const cells = computeConfusionCells(s);
  return countMarginsOf(cells, cells.counts);
}

/** Computes margins of a matrix whose cells contain `counts` items, which needn't be whole numbers. */
export function countMarginsOf(cells: ConfusionCells, counts: Float64Array): Margins {
  const byClass = countByClass(cells, counts);
  const present = byClass.labelled.filter((count, c) => count + byClass.predicted[c]! > 0).length;
  const steps = counts.reduce(
    (sum, count, cell) => sum + count * square(cells.labels[cell]! - cells.predicted[cell]!),
    0,
  );
  return { ...byClass, present, steps };
}

/** Computes for each class its F1, 2·TP/mentions, and its mentions: items labelled plus items predicted as the class. */
export function countMentions({ labelled, predicted, hits }: Margins): {
  f1: Float64Array;
  mentions: Float64Array;
} {
  const mentions = labelled.map((count, c) => count + predicted[c]!);
  return { f1: hits.map((count, c) => divideOr0(2 * count, mentions[c]!)), mentions };
}

/** Returns x/y, or 0 where y is 0. */
export const divideOr0 = (x: number, y: number): number => (y === 0 ? 0 : x / y);

export const sumOf = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

export const sumProducts = (a: Float64Array, b: Float64Array): number =>
  a.reduce((total, value, i) => total + value * b[i]!, 0);

/**
 * The derivative of a metric by the weight of an item labelled `label` and predicted as `predicted`, up to a constant, given the
 * margins of all items.
 */
export type Derive = (margins: Margins) => (label: number, predicted: number) => number;

/** 1 for a right prediction, else 0. */
export const hit = (label: number, predicted: number): number => (label === predicted ? 1 : 0);

/** Derivative of hits/count when one more item is counted, which may be a hit or not. */
export const deriveShare = (isHit: number, hits: number, count: number): number =>
  (isHit - hits / count) / count;

/**
 * Computes a metric of the confusion matrix and every item's influence on it. Such a metric depends only on shares of items,
 * so its influences have the mean 0, which determines the constant of the derivatives. A metric such as macro F1 averages
 * over the classes that occur; other classes have no influence. Influences are 0 where the metric is 0 for lack of any
 * prediction. Returns an error where the metric is undefined.
 */
export function estimateByDerivative(
  { compute, derive }: { compute: ComputeOfClasses; derive: Derive },
  s: ClassificationScorable,
): Result<InfluenceEstimate, UndefinedMetric> {
  const score = compute(s);
  if (!score.ok) return score;
  const slope = derive(countMargins(s));
  const raw = slopesOf(s, slope);
  const mean = computeMean(raw);
  return ok({ value: score.value, influences: raw.map((influence) => influence - mean) });
}

/**
 * The metric's value plus the influence of an item, as a function of the item's label and predicted class, also for unobserved
 * pairs. A class without labelled or predicted items counts as if it had one.
 */
export function explainByDerivative(
  { compute, derive }: { compute: ComputeOfClasses; derive: Derive },
  s: ClassificationScorable,
): Result<ExplainClasses, UndefinedMetric> {
  const score = compute(s);
  if (!score.ok) return score;
  const margins = countMargins(s);
  const { labelled, predicted, itemCount } = margins;
  const atLeastOne = (counts: Float64Array) => counts.map((count) => Math.max(1, count));
  const slope = derive(margins);
  const slopeBeyond = derive({
    ...margins,
    labelled: atLeastOne(labelled),
    predicted: atLeastOne(predicted),
  });
  const mean = computeMean(slopesOf(s, slope));
  return ok((label, predictedClass) => {
    const isKnown = labelled[label]! > 0 && predicted[predictedClass]! > 0;
    return score.value + itemCount * (isKnown ? slope : slopeBeyond)(label, predictedClass) - mean;
  });
}

/** Derivatives for all items, multiplied by the number of items. */
function slopesOf({ labels, predicted }: ClassificationScorable, slope: ReturnType<Derive>): Float64Array {
  const slopes = new Float64Array(labels.length);
  for (let i = 0; i < slopes.length; i++) slopes[i] = slopes.length * slope(labels[i]!, predicted[i]!);
  return slopes;
}

type ComputeOfClasses = (s: ClassificationScorable) => Result<number, UndefinedMetric>;

/** For each item 1 if its predicted class is the label, else 0. Undefined for n = 0 (`no-items`). */
export function findClassHits({
  labels,
  predicted,
}: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  const hits = new Float64Array(labels.length);
  for (let i = 0; i < hits.length; i++) hits[i] = labels[i] === predicted[i] ? 1 : 0;
  return ok(hits);
}
