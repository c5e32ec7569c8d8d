import type { LossBound } from '../../metrics/metric';
import type { Predictions } from '../../submission/predictions';
import { explainArea } from './explain-area';
import { explainPrecision } from './explain-precision';

/** Labels of the feedback part, whose items are at these positions of the round. */
export type LabelsOfPart = { readonly labels: Int32Array; readonly positions: Uint32Array };

/**
 * The most by which each item of the round can lower a ROC area or an average precision, as its influence on it counts: what the
 * file to beat has of it less what the other can have at worst, in units of the metric, whatever its label. A class is worth the more the
 * rarer it is: a positive item of a share of 2 % counts as 50. Not below 0. Labels of the final part are not read.
 *
 * Influences are estimated from the part, so these bounds hold up to about 1/√n of their size, n the items of the rarest class.
 *
 * Null for other bounds, and where the part lacks a class: then no file has a score. Throws for files of different lengths or no
 * probabilities.
 */
export function boundAreaLosses(
  bound: LossBound,
  classes: readonly string[],
  { labels, positions }: LabelsOfPart,
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
  // If an item is of class c it is a negative of all other contrasts: Σ of what negatives lose, and how much more one positive does.
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
