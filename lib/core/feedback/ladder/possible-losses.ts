import type { LossBound } from '../../metrics/metric';
import { square } from '../../statistics/exact-math';
import type { Predictions } from '../../submission/predictions';
import type { LabelRange } from './label-range';

/**
 * The most by which each item can be worse in a file than in the one to beat, whatever its label in the range: how much larger
 * its squared or its relative error can be. Not below 0; Infinity where nothing bounds it.
 *
 * The difference of two squared errors is linear in the label, so an end of the range is the worst. The difference of two
 * relative errors is monotone in the label between 0, the two predictions and the ends of what the label can be, so it is worst at
 * one of these.
 *
 * Null for other bounds. Throws for files of different lengths or no numbers.
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

type BoundLoss = (range: LabelRange, before: number, after: number) => number;

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
