import { type MetricName, metricByName } from '../metrics/metric-name';
import { computeTokenF1 } from '../metrics/question-answering';
import { findMidranks } from '../statistics/concordance';
import type { Predictions } from '../submission/predictions';
import { boundOutcomeChanges, type OutcomeRules } from './ladder/outcome-losses';

/**
 * Counts the items on which two files of a round differ for the metric: for predicted classes the number of items with another
 * class; else the effective number (Σa)²/Σa² (Kish 1965, Survey Sampling, §8.2) of the items' changes a, rounded down. m equal
 * changes count as m, and one large change among many tiny changes counts as one. A plain count would let a file with altered
 * last digits reveal single labels (`computeEditCountMin`).
 *
 * For texts, a is 1 minus the token F1 of the two predictions. For metrics of right or wrong texts, a is 1 if the metric
 * distinguishes the two (`readPrediction`).
 *
 * For other tasks, a is the largest possible change of the item's outcome where that is known (`boundOutcomeChanges`); for rank
 * metrics the change of the item's rank; else the change of the number, or of the probability that changed most. No label is
 * read.
 */
export function countEdits(
  metric: MetricName,
  rules: OutcomeRules,
  before: Predictions,
  after: Predictions,
): number {
  if (before.predicted.length !== after.predicted.length)
    throw new RangeError(`${after.predicted.length} predictions against ${before.predicted.length}`);
  if (before.kind === 'texts' && after.kind === 'texts')
    return countEffectively(compareTexts(metric, before.predicted, after.predicted));
  if (metricByName[metric].needs === 'classes') {
    let count = 0;
    for (let i = 0; i < after.predicted.length; i++) if (before.predicted[i] !== after.predicted[i]) count++;
    return count;
  }
  return countEffectively(measureChanges(metric, rules, before, after));
}

function measureChanges(
  metric: MetricName,
  rules: OutcomeRules,
  before: Predictions,
  after: Predictions,
): Float64Array {
  const bounds = metricByName[metric].outcomes.isMean
    ? boundOutcomeChanges(metric, rules, before, after)
    : null;
  if (bounds !== null) return bounds;
  const changes = new Float64Array(after.predicted.length);
  const afterwards = listColumns(after);
  for (const [c, column] of listColumns(before).entries()) {
    const pair = [column, afterwards[c]!];
    const [a, b] = metricByName[metric].seesOrderAlone ? pair.map(findMidranks) : pair;
    for (let i = 0; i < changes.length; i++) changes[i] = Math.max(changes[i]!, Math.abs(a![i]! - b![i]!));
  }
  return changes;
}

/** The file's values as columns: one column of numbers, or one column of probabilities for each class. */
function listColumns(file: Predictions): Float64Array[] {
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

function compareTexts(metric: MetricName, before: readonly string[], after: readonly string[]): Float64Array {
  const read = metricByName[metric].readPrediction;
  return Float64Array.from(after, (text, i) => {
    if (read) return read(text) === read(before[i]!) ? 0 : 1;
    return 1 - computeTokenF1(text, [before[i]!]);
  });
}

function countEffectively(changes: Float64Array): number {
  const largest = changes.reduce((max, change) => Math.max(max, change), 0);
  if (largest === 0) return 0;
  let sum = 0;
  let squares = 0;
  for (const change of changes) {
    const share = change / largest;
    sum += share;
    squares += share * share;
  }
  // m equal changes must count as m, despite rounding errors in the sums.
  return Math.floor((sum * sum) / squares + 1e-9);
}

/**
 * The minimum number of items in which a file must differ from every earlier file of its team to get a number as feedback:
 * max(10, 0.5 % of n), rounded up. Feedback on smaller edits would reveal labels one by one.
 * @param itemCount n, all items of the round: a participant doesn't know the splits
 */
export const computeEditCountMin = (itemCount: number): number => Math.max(10, Math.ceil(itemCount / 200));
