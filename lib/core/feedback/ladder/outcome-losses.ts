import { type MetricName, metricByName } from '../../metrics/metric-name';
import { createClassScorable, createProbabilityScorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';
import type { ScoringRules } from '../../scoring/score-split';
import type { Predictions } from '../../submission/predictions';

/** `classes` is empty for regression and text. */
export type OutcomeRules = Pick<ScoringRules, 'classes'> & Partial<Pick<ScoringRules, 'logLossClip'>>;

/**
 * Largest possible decrease of each item's outcome (`computeItemOutcomes`) from one file to another, over all possible labels,
 * with the metric's own clipping; for distances |ŷ − ŷ'|, by the triangle inequality; for an exact match, choice or number of
 * texts 1 wherever the predictions differ (`readPrediction`). Not below 0. No label is read.
 *
 * Null where labels without a range give no such bound: for squared and relative errors, for texts that may be partly right, and
 * where one of the files lacks the probabilities that the metric needs. Throws for files of different lengths or tasks.
 */
export function boundOutcomeLosses(
  metric: MetricName,
  rules: OutcomeRules,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const sign = metricByName[metric].outcomes.direction === 'higher' ? -1 : 1;
  return boundOverLabels(metric, rules, before, after, (was, is) => Math.max(0, sign * (is - was)));
}

/** Largest possible difference of each item's outcome between two files, better or worse. Null and errors as `boundOutcomeLosses`. */
export const boundOutcomeChanges = (
  metric: MetricName,
  rules: OutcomeRules,
  before: Predictions,
  after: Predictions,
): Float64Array | null => boundOverLabels(metric, rules, before, after, (was, is) => Math.abs(is - was));

function boundOverLabels(
  metric: MetricName,
  rules: OutcomeRules,
  before: Predictions,
  after: Predictions,
  compare: (was: number, is: number) => number,
): Float64Array | null {
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  if (before.kind === 'texts' && after.kind === 'texts') {
    const read = metricByName[metric].readPrediction;
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
  for (let label = 0; label < rules.classes.length; label++) {
    const [was, is] = [before, after].map((file) => assumeLabel(metric, rules, file, label));
    if (!was || !is) return null;
    for (let i = 0; i < bounds.length; i++) bounds[i] = Math.max(bounds[i]!, compare(was[i]!, is[i]!));
  }
  return bounds;
}

type Classified = Exclude<Predictions, { kind: 'numbers' | 'texts' }>;

function assumeLabel(
  metric: MetricName,
  { classes, logLossClip }: OutcomeRules,
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
      : createProbabilityScorable({ ...assumed, probabilities: file.probabilities, logLossClip }),
  );
  return outcomes.ok ? outcomes.value : null;
}
