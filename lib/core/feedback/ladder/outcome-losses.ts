import type { LossBound } from '../../metrics/metric';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import { countSharedWords } from '../../metrics/question-answering';
import { measureCommonWords } from '../../metrics/rouge-l';
import { createClassScorable, createProbabilityScorable } from '../../metrics/scorable/scorable';
import type { WordOverlap } from '../../metrics/text/words';
import { computeItemOutcomes } from '../../scoring/item-outcomes';
import type { ScoringRules } from '../../scoring/score-split';
import type { Predictions } from '../../submission/predictions';

/** The rules on which an item's outcome depends; `classes` is empty for regression and text. */
export type OutcomeRules = Pick<ScoringRules, 'classes'> & Partial<Pick<ScoringRules, 'logLossClip'>>;

/**
 * Largest possible decrease of each item's outcome (`computeItemOutcomes`) from one file to another, over all possible labels,
 * with the metric's own clipping. For distances it is |ŷ − ŷ'|, by the triangle inequality. For texts that are right or wrong
 * it is 1 where the metric distinguishes the predictions (`readPrediction`). Not below 0. No label is read.
 *
 * Null where labels without a range give no such bound: for squared and relative errors, for texts that may be partly right,
 * and where one of the files lacks the probabilities that the metric needs. Throws for files of different lengths or tasks.
 */
export function boundOutcomeLosses(
  metric: MetricName,
  rules: OutcomeRules,
  before: Predictions,
  after: Predictions,
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
  const [was, is] = [before, after].map((file) => listAssumedOutcomes(metric, rules, file));
  if (!was || !is) return null;
  const sign = metricByName[metric].outcomes.direction === 'higher' ? -1 : 1;
  const bounds = new Float64Array(before.predicted.length);
  for (const [label, outcomes] of is.entries())
    for (let i = 0; i < bounds.length; i++)
      bounds[i] = Math.max(bounds[i]!, sign * (outcomes[i]! - was[label]![i]!));
  return bounds;
}

/**
 * Computes columns of numbers from a file. The largest difference of two files in an item's columns is the largest possible
 * change of the item's outcome. The columns are the outcome under each label, or the predicted number where outcomes are
 * distances (triangle inequality). No label is read.
 *
 * Null where labels without a range give no such bound: for texts, for squared and relative errors, and where the file lacks
 * the probabilities that the metric needs.
 */
export function listAssumedOutcomes(
  metric: MetricName,
  rules: OutcomeRules,
  file: Predictions,
): Float64Array[] | null {
  if (file.kind === 'texts') return null;
  if (file.kind === 'numbers') return metricByName[metric].outcomes.isDistance ? [file.predicted] : null;
  const columns = rules.classes.map((_, label) => assumeLabel(metric, rules, file, label));
  return columns.every((column) => column !== null) ? columns : null;
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

/**
 * Largest possible decrease of each item's F1 from the current best to a file, over all accepted texts, 0 to 1. No label is
 * read.
 *
 * Take a new text of a words and the current best's text of b words that share s words. An accepted text has at most b − s
 * more words in common with the current best's text than with the new text. If it has y words in common with the new text,
 * it has at least b − s + y words, so no F1 falls by more than 2(b − s + y)/(2b − s + y) − 2y/(a + b − s + y), for some y
 * from 0 to s. With several accepted texts the bound is the same, from the accepted text that fits the current best most.
 *
 * Null for all other metrics. Throws for files of different lengths or no texts.
 */
export function boundTextLosses(
  bound: LossBound,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const rule = findRule(bound);
  if (rule === null) return null;
  if (before.kind !== 'texts' || after.kind !== 'texts') throw new RangeError('a file without texts');
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  return Float64Array.from(after.predicted, (text, i) =>
    boundF1Loss(rule.compare(text, before.predicted[i]!), rule),
  );
}

type Rule = {
  readonly compare: (after: string, before: string) => WordOverlap;
  /**
   * True if an empty prediction is right for an accepted text that has no words after normalisation; otherwise an empty
   * prediction is wrong.
   */
  readonly acceptsNoWords: boolean;
};

function findRule(bound: LossBound): Rule | null {
  switch (bound) {
    case 'shared-words':
      return { compare: countSharedWords, acceptsNoWords: true };
    case 'common-subsequence':
      return { compare: measureCommonWords, acceptsNoWords: false };
    default:
      return null;
  }
}

function boundF1Loss({ own, other, shared }: WordOverlap, { acceptsNoWords }: Rule): number {
  if (other === 0) return acceptsNoWords && own > 0 ? 1 : 0;
  let most = 0;
  const lost = other - shared;
  for (let y = 0; y <= shared; y++) {
    const was = lost + y;
    if (was > 0) most = Math.max(most, (2 * was) / (other + was) - (2 * y) / (own + was));
  }
  return most;
}
