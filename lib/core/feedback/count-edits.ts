import { type MetricName, metricByName } from '../metrics/metric-name';
import { computeTokenF1 } from '../metrics/question-answering';
import { findMidranks } from '../statistics/concordance';
import type { Predictions } from '../submission/predictions';
import { listAssumedOutcomes, type OutcomeRules } from './ladder/outcome-losses';

/**
 * Counts the items on which two files of a round differ for the metric: for predicted classes the number of items with another
 * class; else the effective number (Σa)²/Σa² (Kish 1965, Survey Sampling, §8.2) of the items' changes a, rounded down. m equal
 * changes count as m, and one large change among many tiny changes counts as one. A plain count would let a file with altered
 * last digits reveal single labels (`computeEditCountMin`).
 *
 * For texts, a is 1 minus the token F1 of the two predictions. For metrics of right or wrong texts, a is 1 if the metric
 * distinguishes the two (`readPrediction`).
 *
 * For other tasks, a is the largest possible change of the item's outcome where that is known (`listAssumedOutcomes`); for rank
 * metrics the change of the item's rank; else the change of the number, or of the probability that changed most. No label is
 * read.
 */
export const countEdits = (
  metric: MetricName,
  rules: OutcomeRules,
  before: Predictions,
  after: Predictions,
): number => countEditsOf(readForEdits(metric, rules, before), readForEdits(metric, rules, after));

/** The part of a prediction file that counting of edits compares, computed once for any number of comparisons. */
export type FileForEdits =
  /** For metrics that only distinguish equal from different predictions: an item is either changed or not. */
  | { readonly kind: 'values'; readonly values: ArrayLike<string | number | undefined> }
  /** For numbers and probabilities: an item's change is the largest absolute difference over the columns. */
  | { readonly kind: 'columns'; readonly columns: readonly Float64Array[] }
  | { readonly kind: 'texts'; readonly texts: readonly string[] };

export function readForEdits(metric: MetricName, rules: OutcomeRules, file: Predictions): FileForEdits {
  const { needs, outcomes, seesOrderAlone, readPrediction } = metricByName[metric];
  if (file.kind === 'texts')
    return readPrediction
      ? { kind: 'values', values: file.predicted.map(readPrediction) }
      : { kind: 'texts', texts: file.predicted };
  if (needs === 'classes') return { kind: 'values', values: file.predicted };
  const assumed = outcomes.isMean ? listAssumedOutcomes(metric, rules, file) : null;
  if (assumed) return { kind: 'columns', columns: assumed };
  const columns = listColumns(file);
  return { kind: 'columns', columns: seesOrderAlone ? columns.map(findMidranks) : columns };
}

/** Does the work of `countEdits` for two files that are already in the form `FileForEdits`. */
export function countEditsOf(before: FileForEdits, after: FileForEdits): number {
  if (before.kind === 'values' && after.kind === 'values') {
    requireLength(after.values.length, before.values.length);
    let count = 0;
    for (let i = 0; i < after.values.length; i++) if (before.values[i] !== after.values[i]) count++;
    return count;
  }
  if (before.kind === 'columns' && after.kind === 'columns')
    return countEffectively(measureChanges(before.columns, after.columns));
  if (before.kind === 'texts' && after.kind === 'texts') {
    requireLength(after.texts.length, before.texts.length);
    return countEffectively(
      Float64Array.from(after.texts, (text, i) => 1 - computeTokenF1(text, [before.texts[i]!])),
    );
  }
  throw new RangeError(`${after.kind} against ${before.kind}`);
}

function requireLength(after: number, before: number): void {
  if (after !== before) throw new RangeError(`${after} predictions against ${before}`);
}

function measureChanges(before: readonly Float64Array[], after: readonly Float64Array[]): Float64Array {
  requireLength(after.length, before.length);
  const changes = new Float64Array(after[0]?.length ?? 0);
  for (const [c, a] of before.entries()) {
    const b = after[c]!;
    requireLength(b.length, a.length);
    for (let i = 0; i < changes.length; i++) {
      const change = Math.abs(a[i]! - b[i]!);
      if (change > changes[i]!) changes[i] = change;
    }
  }
  return changes;
}

/** The predictions of a file as columns: one column of numbers, or one column of probabilities for each class. */
function listColumns(file: Exclude<Predictions, { kind: 'texts' }>): Float64Array[] {
  if (file.kind === 'numbers') return [file.predicted];
  if (file.kind !== 'probabilities')
    throw new Error('a file without the probabilities that its metric needs');
  const n = file.predicted.length;
  const width = n === 0 ? 0 : file.probabilities.length / n;
  const columns = Array.from({ length: width }, () => new Float64Array(n));
  for (const [c, column] of columns.entries())
    for (let i = 0; i < n; i++) column[i] = file.probabilities[i * width + c]!;
  return columns;
}

function countEffectively(changes: Float64Array): number {
  let largest = 0;
  for (const change of changes) if (change > largest) largest = change;
  if (largest === 0) return 0;
  let sum = 0;
  let squares = 0;
  for (const change of changes) {
    const share = change / largest;
    sum += share;
    squares += share * share;
  }
  // The small constant compensates rounding errors in the sums, so that m equal changes count as m.
  return Math.floor((sum * sum) / squares + 1e-9);
}

/**
 * The minimum number of items in which a file must differ from every earlier file of its team to get a number as feedback:
 * max(10, 0.5 % of n), rounded up. Feedback on smaller edits would reveal labels one by one.
 * @param itemCount n, the number of items of both splits, since a participant doesn't know which items are in the feedback
 * split
 */
export const computeEditCountMin = (itemCount: number): number => Math.max(10, Math.ceil(itemCount / 200));
