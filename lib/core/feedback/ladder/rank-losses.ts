import type { LossBound } from '../../metrics/metric';
import type { Predictions } from '../../submission/predictions';
import { boundKendallLosses } from './kendall-losses';
import { boundSpearmanLosses } from './spearman-losses';

/**
 * The most by which each item of the round can lower a rank correlation, as its influence on it counts: what the file to beat
 * has of it less what the other can have at worst, in units of the correlation, as if the item had been drawn and its label had any
 * place among those of the feedback part. Not below 0. Labels of the final part are not read.
 *
 * Influences are estimated from the part, so these bounds hold up to about 1/√n of their size.
 *
 * Null for other bounds. Throws for files of different lengths or no numbers.
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
