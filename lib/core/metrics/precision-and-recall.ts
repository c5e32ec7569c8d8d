import { ok, type Result, refuse } from '../result';
import {
  computeInfluenceError,
  computeScaleInterval,
  countDegrees,
  type InfluenceEstimate,
} from '../statistics/influence-estimate';
import type { Bounds } from '../statistics/interval';
import { computeClusterWilsonInterval, computeShareInterval, type Share } from '../statistics/wilson';
import {
  type Derive,
  deriveShare,
  estimateByDerivative,
  explainByDerivative,
  hit,
} from './family/confusion-matrix';
import { classMetric, outcomesOfClasses, spreadInfluences } from './family/mean-metrics';
import { baselines, type Compute, type Metric, type ScoreInterval } from './metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

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
  ladder: { test: 'guarded-z', losses: 'confusion-cells', constant: 'positive-class' },
  derive:
    ({ predicted, hits }) =>
    (a, b) =>
      b === 1 ? deriveShare(hit(a, b), hits[1]!, predicted[1]!) : 0,
});

/**
 * Counts the items predicted positive, and those of them labelled positive. Returns an error where the metric is undefined.
 */
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

/**
 * Counts the items labelled positive, and those of them predicted positive. Returns an error where the metric is undefined.
 */
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

/**
 * Defines a metric that is a share among the positives of a binary task's labels, or of its predictions. Models are compared
 * by the items' influences.
 */
export function positiveShareMetric<const Name extends string>({
  count,
  countedIn,
  derive,
  ...particular
}: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note' | 'pairTest' | 'ladder'> & {
  /** Counts the share; an error where the metric is undefined. */
  readonly count: (s: ClassificationScorable) => Result<Share, UndefinedMetric>;
  /** The column that determines which items count: those positive by label, or those predicted positive. */
  readonly countedIn: 'labels' | 'predicted';
  readonly derive: Derive;
}): Metric<Name> {
  const compute: Compute<ClassificationScorable, number> = (s) => {
    const share = count(s);
    if (!share.ok) return share;
    return ok(share.value.count === 0 ? 0 : share.value.hits / share.value.count);
  };
  const estimate: Compute<ClassificationScorable, InfluenceEstimate> = (s) =>
    estimateByDerivative({ compute, derive }, s);
  const interval: ScoreInterval<ClassificationScorable> = {
    method: 'wilson',
    compute(s, { groups }) {
      const share = count(s);
      if (!share.ok) return share;
      if (groups === null) return ok({ ...computeShareInterval(share.value), method: 'wilson' });
      const estimated = estimate(s);
      if (!estimated.ok) return estimated;
      const { value, influences } = estimated.value;
      const spread = {
        value,
        error: computeInfluenceError(influences, groups),
        degrees: countDegrees(influences.length, groups),
      };
      const found = computeScaleInterval('logit', spread);
      return found
        ? ok({ ...found, method: 'logit-t' })
        : ok({ ...computeCountedInterval(s, groups, countedIn), method: 'wilson' });
    },
    needsWrongClasses: false,
    hasHeavyTails: false,
  };
  return classMetric<Name>({
    tasks: ['binary'],
    needs: 'classes',
    direction: 'higher',
    range: [0, 1],
    compute,
    outcomes: outcomesOfClasses,
    itemComparison: { by: 'outcomes' },
    interval,
    computePseudoValues: spreadInfluences(estimate),
    explainClasses: (s) => explainByDerivative({ compute, derive }, s),
    baseline: baselines.accuracy,
    degrees: 'classes',
    scoresConstantsAlike: false,
    intervalWidth: 'unknown',
    excessScale: 'share',
    probitScale: 'never',
    chanceScore: null,
    digitsRevealLabels: false,
    seesOrderAlone: false,
    ...particular,
  });
}

/**
 * Interval of the share of hits among the counted items, which are in groups; from 0 to 1
 * where no item counts.
 */
function computeCountedInterval(
  { labels, predicted }: ClassificationScorable,
  groups: Int32Array,
  countedIn: 'labels' | 'predicted',
): Bounds {
  const column = countedIn === 'labels' ? labels : predicted;
  const counted = Int32Array.from(column.keys()).filter((item) => column[item] === 1);
  if (counted.length === 0) return { lower: 0, upper: 1 };
  return computeClusterWilsonInterval(
    Float64Array.from(counted, (item) => (labels[item] === predicted[item] ? 1 : 0)),
    Int32Array.from(counted, (item) => groups[item]!),
  );
}
