import { ok, type Result, refuse } from '../result';
import type { Share } from '../statistics/wilson';
import { deriveShare, hit } from './confusion/derivative';
import { positiveShareMetric } from './family/positive-share-metric';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Precision at the positive class `classes[1]` of a binary task: TP/(TP + FP), the share of the items predicted positive
 * whose label is positive. Range 0 to 1, higher is better. Equal to scikit-learn's `precision_score(zero_division=0)`: 0 if
 * no item is predicted positive, so that abstaining doesn't win. Undefined for n = 0 (`no-items`) and for a task that isn't
 * binary (`wrong-task`).
 */
export const precision = positiveShareMetric({
  name: 'precision',
  title: 'Precision',
  meaning: 'Of the items predicted positive, the share that is positive.',
  formula: 'TP/(TP + FP)',
  note: 'At the positive class, the second one of a binary benchmark; 0 if nothing is predicted positive.',
  count: countPrecision,
  countedIn: 'predicted',
  pairTest: 'paired-t',
  ladder: {
    test: 'guarded-z',
    losses: 'confusion-cells',
    constant: 'positive-class',
  },
  derive:
    ({ predicted, hits }) =>
    (a, b) =>
      b === 1 ? deriveShare(hit(a, b), hits[1]!, predicted[1]!) : 0,
});

/** Items predicted positive, and those of them labelled positive. Fails for the metric's reasons. */
function countPrecision(s: ClassificationScorable): Result<Share, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (s.task !== 'binary') return refuse(undefinedMetric('wrong-task'));
  let hits = 0;
  let count = 0;
  for (let i = 0; i < s.labels.length; i++) {
    if (s.predicted[i] !== 1) continue;
    count++;
    if (s.labels[i] === 1) hits++;
  }
  return ok({ hits, count });
}

/**
 * Recall at the positive class `classes[1]` of a binary task: TP/(TP + FN), the share of the items labelled positive that
 * are predicted positive. Range 0 to 1, higher is better. Equal to scikit-learn's `recall_score`. Undefined for n = 0
 * (`no-items`), for a task that isn't binary (`wrong-task`), and if no label is positive, 0/0 (`absent-class`).
 */
export const recall = positiveShareMetric({
  name: 'recall',
  title: 'Recall',
  meaning: 'Of the positive items, the share that was found.',
  formula: 'TP/(TP + FN)',
  note: 'At the positive class, the second one of a binary benchmark.',
  count: countRecall,
  countedIn: 'labels',
  pairTest: 'mcnemar-of-positives',
  ladder: { test: 'mcnemar-of-positives', losses: 'confusion-cells' },
  derive:
    ({ labelled, hits }) =>
    (a, b) =>
      a === 1 ? deriveShare(hit(a, b), hits[1]!, labelled[1]!) : 0,
});

/** Items labelled positive, and those of them predicted positive. Fails for the metric's reasons. */
function countRecall(s: ClassificationScorable): Result<Share, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (s.task !== 'binary') return refuse(undefinedMetric('wrong-task'));
  let hits = 0;
  let count = 0;
  for (let i = 0; i < s.labels.length; i++) {
    if (s.labels[i] !== 1) continue;
    count++;
    if (s.predicted[i] === 1) hits++;
  }
  return count === 0 ? refuse(undefinedMetric('absent-class')) : ok({ hits, count });
}
