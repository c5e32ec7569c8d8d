import type { LossBound } from '../../metrics/metric';
import { square } from '../../statistics/exact-math';
import type { Predictions } from '../../submission/predictions';

/**
 * The most by which each item can be worse in a file of classes than in the one to beat, whatever its label: in
 * squared steps, whose difference is linear in the label, so that the first or the last class is the worst; of metrics whose outcomes are
 * hits 1 where the predicted classes differ. Not below 0. No label is read.
 *
 * Null for other bounds. Throws for files of different lengths.
 */
export function boundClassLosses(
  bound: LossBound,
  classes: readonly string[],
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const boundLoss = findBound(bound, classes.length);
  if (boundLoss === null) return null;
  if (!(before.predicted instanceof Int32Array && after.predicted instanceof Int32Array))
    throw new RangeError('a file without classes');
  const [was, is] = [before.predicted, after.predicted];
  if (was.length !== is.length) throw new RangeError(`${is.length} predictions against ${was.length}`);
  return Float64Array.from(is, (predicted, i) => boundLoss(was[i]!, predicted));
}

type BoundLoss = (before: number, after: number) => number;

function findBound(bound: LossBound, classCount: number): BoundLoss | null {
  if (bound === 'squared-steps')
    return (before, after) => {
      const lossAt = (label: number) => square(label - after) - square(label - before);
      return Math.max(0, lossAt(0), lossAt(classCount - 1));
    };
  return bound === 'changed-class' ? (before, after) => (before === after ? 0 : 1) : null;
}
