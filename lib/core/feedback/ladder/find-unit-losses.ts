import type { ExplainClasses, LossBound } from '../../metrics/metric';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import type { LabelColumn } from '../../scoring/label-column';
import { selectSplit } from '../../scoring/score-split';
import { square } from '../../statistics/exact-math';
import type { Predictions } from '../../submission/predictions';
import { boundAreaLosses } from './area-losses';
import { type UnitLosses, uniteLosses } from './guarded-z';
import { findLadderTest, requireLadder } from './ladder-rules';
import { boundKendallLosses, boundSpearmanLosses } from './order-scale';
import { boundOutcomeLosses, boundTextLosses, type OutcomeRules } from './outcome-losses';

/** The data of a round that its ladder's bounds need. */
export type RoundOfFiles = OutcomeRules & {
  /**
   * Labels of the whole round. Labels of the final split are read only for RMSE, R² and MAPE, and only to find the range of
   * labels.
   */
  readonly labels: LabelColumn;
  /** For each item of the round the index of its group; null where the items are independent. */
  readonly groups: Int32Array | null;
  /** Positions in the round of the items of the feedback split. */
  readonly positions: Uint32Array;
};

/**
 * Finds the possible loss of each unit (item or group) of a round when the current best is replaced by another file. Null
 * unless the ladder's test is guarded z.
 */
export function findUnitLosses(
  metric: MetricName,
  round: RoundOfFiles,
  before: Predictions,
  after: Predictions,
  test = findLadderTest(metric, round.groups !== null),
): UnitLosses | null {
  if (test !== 'guarded-z') return null;
  const losses = boundLosses(metric, round, before, after);
  return losses && uniteLosses(losses, round.groups, round.positions);
}

type BoundLoss = (range: LabelRange, before: number, after: number) => number;

function boundLosses(
  metric: MetricName,
  round: RoundOfFiles,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const { classes, labels, positions } = round;
  const { losses: bound } = requireLadder(metric);
  if (bound === 'outcomes') return boundOutcomeLosses(metric, round, before, after);
  if (labels instanceof Float64Array) {
    const inSplit = Float64Array.from(positions, (i) => labels[i]!);
    return (
      boundRankLosses(bound, inSplit, positions, before, after) ??
      boundPossibleLosses(bound, widenLabelRange(labels), before, after)
    );
  }
  if (labels instanceof Int32Array) {
    if (bound === 'confusion-cells') {
      const [was, is] = [before, after].map((file) => explainFile(metric, round, file));
      return boundClassLosses(classes.length, { before: was!, after: is! }, before, after);
    }
    const inSplit = Int32Array.from(positions, (i) => labels[i]!);
    return boundAreaLosses(bound, classes, { labels: inSplit, positions }, before, after);
  }
  return boundTextLosses(bound, before, after);
}

function explainFile(
  metric: MetricName,
  { classes, labels, positions }: RoundOfFiles,
  predictions: Predictions,
): ExplainClasses | null {
  const task = classes.length === 2 ? 'binary' : 'multiclass';
  const explained = metricByName[metric].explainClasses?.(
    selectSplit({ rules: { task, classes }, labels, positions, predictions }),
  );
  return explained?.ok ? explained.value : null;
}

/**
 * Largest possible loss of each item of the round in a rank correlation: the item's influence on the score of the current
 * best minus its smallest possible influence in the other file, for any rank of the item's label among the labels of the
 * feedback split, in units of the correlation. Not below 0. Labels of the final split are not read.
 *
 * Influences are estimated from the feedback split, so the bounds are accurate to about 1/√n of their size.
 *
 * Null for all other metrics. Throws for files of different lengths or no numbers.
 */
export function boundRankLosses(
  bound: LossBound,
  labels: Float64Array,
  positions: Uint32Array,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  if (bound !== 'midranks' && bound !== 'concordant-pairs') return null;
  if (before.kind !== 'numbers' || after.kind !== 'numbers') throw new RangeError('a file without numbers');
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  const files = { labels, positions, before: before.predicted, after: after.predicted };
  return bound === 'midranks' ? boundSpearmanLosses(files) : boundKendallLosses(files);
}

/**
 * Largest possible loss of each item of the round in a metric of the confusion matrix: the maximum, over all labels, of the
 * item's influence on the score of the current best minus its influence in the other file. The loss depends on the item's two
 * predictions alone. An item with an unchanged prediction can lose too. Not below 0. Labels of the final split are not read.
 *
 * Throws for files of different lengths or no classes.
 *
 * @param explain `Metric.explainClasses` of each file on the feedback split; null for a file without a value, whose influences
 * are 0
 */
export function boundClassLosses(
  classCount: number,
  explain: { readonly before: ExplainClasses | null; readonly after: ExplainClasses | null },
  before: Predictions,
  after: Predictions,
): Float64Array {
  if (!(before.predicted instanceof Int32Array && after.predicted instanceof Int32Array))
    throw new RangeError('a file without classes');
  const [was, is] = [before.predicted, after.predicted];
  if (was.length !== is.length) throw new RangeError(`${is.length} predictions against ${was.length}`);
  const pseudoValueOf = (file: ExplainClasses | null, label: number, predicted: number) =>
    file === null ? 0 : file(label, predicted);
  const lossOf = (u: number, v: number): number => {
    let most = 0;
    for (let label = 0; label < classCount; label++)
      most = Math.max(most, pseudoValueOf(explain.before, label, u) - pseudoValueOf(explain.after, label, v));
    return most;
  };
  const known = new Map<number, number>();
  const losses = new Float64Array(is.length);
  for (let i = 0; i < losses.length; i++) {
    const key = was[i]! * classCount + is[i]!;
    let loss = known.get(key);
    if (loss === undefined) {
      loss = lossOf(was[i]!, is[i]!);
      known.set(key, loss);
    }
    losses[i] = loss;
  }
  return losses;
}

/**
 * Range of the labels of a round's items, as its ladder assumes: |y| ≥ `magnitudeMin` and `lower` ≤ y ≤ `upper`, in the unit of
 * the target.
 */
type LabelRange = {
  readonly lower: number;
  readonly upper: number;
  readonly magnitudeMin: number;
};

/**
 * Largest possible increase of each item's squared or relative error from the current best to a file, over all labels in the
 * range. Not below 0; Infinity where it is unbounded.
 *
 * The difference of two squared errors is linear in the label, so its maximum is at an end of the range. The difference of
 * two relative errors is monotone in the label between 0, the two predictions and the ends of the range, so its maximum is
 * at one of these points.
 *
 * Null for all other metrics. Throws for files of different lengths or no numbers.
 */
export function boundPossibleLosses(
  bound: LossBound,
  range: LabelRange,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const boundLoss = findBound(bound);
  if (boundLoss === null) return null;
  if (before.kind !== 'numbers' || after.kind !== 'numbers') throw new RangeError('a file without numbers');
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  return after.predicted.map((value, i) => Math.max(0, boundLoss(range, before.predicted[i]!, value)));
}

function findBound(bound: LossBound): BoundLoss | null {
  switch (bound) {
    case 'squared-errors':
      return boundSquared;
    case 'relative-errors':
      return boundRelative;
    default:
      return null;
  }
}

function boundSquared({ lower, upper }: LabelRange, before: number, after: number): number {
  const lossAt = (label: number) => square(label - after) - square(label - before);
  return Math.max(lossAt(lower), lossAt(upper));
}

function boundRelative({ lower, upper, magnitudeMin }: LabelRange, before: number, after: number): number {
  if (before === after) return 0;
  if (magnitudeMin === 0) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (const label of [lower, upper, -magnitudeMin, magnitudeMin, before, after])
    if (label >= lower && label <= upper && Math.abs(label) >= magnitudeMin)
      most = Math.max(most, (Math.abs(label - after) - Math.abs(label - before)) / Math.abs(label));
  return most;
}

/**
 * Widens the range of the labels of the whole round: both ends are moved outwards to multiples of the largest power of two that
 * isn't above a quarter of their distance, and the smallest |y| down to a quarter of the power of two below it. The labels of
 * the final split contribute, since its items may have losses that the feedback split doesn't show. So feedback may depend on
 * the final split only through the steps that contain the extremes of the round, with about eight steps per range.
 *
 * If all labels are equal, a step has the size of the label. Throws for an empty list.
 */
export function widenLabelRange(labels: Float64Array): LabelRange {
  if (labels.length === 0) throw new RangeError('no labels have no range');
  let [lower, upper, magnitudeMin] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ];
  for (const label of labels) {
    lower = Math.min(lower, label);
    upper = Math.max(upper, label);
    magnitudeMin = Math.min(magnitudeMin, Math.abs(label));
  }
  const step = floorToPowerOfTwo((upper - lower || Math.abs(upper)) / 4);
  if (step > 0) {
    // Extends the range to labels that are so small that their quotient by the step underflows.
    lower = Math.min(lower, Math.floor(lower / step) * step);
    upper = Math.max(upper, Math.ceil(upper / step) * step);
  }
  // Divides each interval between two powers of two into four steps.
  const finest = floorToPowerOfTwo(magnitudeMin) / 4;
  return { lower, upper, magnitudeMin: finest > 0 ? Math.floor(magnitudeMin / finest) * finest : 0 };
}

/** The largest power of two that isn't above x ≥ 0, at most 2^1023; 0 for 0. */
function floorToPowerOfTwo(x: number): number {
  if (x === 0) return 0;
  let power = 1;
  while (power > x) power /= 2;
  while (power * 2 <= x && power < 2 ** 1023) power *= 2;
  return power;
}
