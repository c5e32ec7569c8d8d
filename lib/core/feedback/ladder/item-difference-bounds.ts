import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import { createClassScorable, createProbabilityScorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';
import type { Predictions } from '../../submission/predictions';

/**
 * The most by which each item's outcome (`computeItemOutcomes`) can differ between two files of the same round, whatever
 * its label: for classes and probabilities the largest difference over all labels the item might have; for distances |ŷ − ŷ'|, by
 * the triangle inequality; for an exact match, choice or number of texts 1 wherever the answers differ (`readAnswer`). No label is read.
 *
 * Null where there is no such bound: for squared errors, for texts that may be partly right, and where one of the files lacks the probabilities that the metric
 * needs. Throws for files of different lengths or tasks.
 *
 * @param classes of the benchmark; empty for regression and text
 */
export function boundItemDifferences(
  metric: MetricName,
  classes: readonly string[],
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  if (before.kind === 'texts' && after.kind === 'texts') {
    const read = metricByName[metric].readAnswer;
    if (!read) return null;
    return Float64Array.from(after.predicted, (text, i) =>
      read(text) === read(before.predicted[i]!) ? 0 : 1,
    );
  }
  if (before.kind === 'texts' || after.kind === 'texts') throw new RangeError('texts against something else');
  if (before.kind === 'numbers' || after.kind === 'numbers') {
    if (before.kind !== after.kind) throw new RangeError('numbers against classes');
    return metricByName[metric].outcomes.isDistance
      ? Float64Array.from(after.predicted, (value, i) => Math.abs(value - before.predicted[i]!))
      : null;
  }
  const bounds = new Float64Array(before.predicted.length);
  for (let label = 0; label < classes.length; label++) {
    const [a, b] = [before, after].map((file) => assumeLabel(metric, classes, file, label));
    if (a === null || b === null) return null;
    for (let i = 0; i < bounds.length; i++) bounds[i] = Math.max(bounds[i]!, Math.abs(a![i]! - b![i]!));
  }
  return bounds;
}

type Classified = Exclude<Predictions, { kind: 'numbers' | 'texts' }>;

function assumeLabel(
  metric: MetricName,
  classes: readonly string[],
  file: Classified,
  label: number,
): Float64Array | null {
  const assumed = {
    task: classes.length === 2 ? ('binary' as const) : ('multiclass' as const),
    classes,
    labels: new Int32Array(file.predicted.length).fill(label),
  };
  const outcomes = computeItemOutcomes(
    metric,
    file.kind === 'classes'
      ? createClassScorable({ ...assumed, predicted: file.predicted })
      : createProbabilityScorable({ ...assumed, probabilities: file.probabilities }),
  );
  return outcomes.ok ? outcomes.value : null;
}
