import type { ExplainClasses } from '../../metrics/metric';
import type { Predictions } from '../../submission/predictions';

/**
 * The most by which each item of the round can lower a metric of the confusion matrix, as its influence counts: over all labels, what the
 * file to beat has of an item with that label and its predicted class less what the other has. It depends on the two predictions
 * alone, and unchanged ones can lose too. Not below 0. Labels of the final part are not read.
 *
 * Throws for files of different lengths or no classes.
 *
 * @param explain of either file on the feedback part (`Metric.explainClasses`); null for one without a value, which is worth 0
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
