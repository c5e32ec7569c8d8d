import type { Direction, Task } from '../../benchmark';
import { ok, type Result, refuse } from '../../result';
import { computeMean, computeSum } from '../../statistics/compensated-sum';
import { computeClusterWilsonInterval, limitShare } from '../../statistics/wilson';
import { baselines } from '../baselines';
import { findClassHits } from '../confusion/class-hits';
import type { Compute, Metric, Outcomes } from '../metric';
import type {
  ClassificationScorable,
  RegressionScorable,
  Scorable,
  TextScorable,
} from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';
import { intervalOfLosses, intervalOfShares } from './limits-of-means';

/**
 * Common properties of metrics that are the mean of each item's loss or gain: intervals on the logarithm of a loss, or on the
 * logit scale of a gain from 0 to 1, and comparisons by the paired t test.
 * @param computeItems fails for the metric's reasons, and for no items
 */
export const meanOfItems = <S>(direction: Direction, computeItems: Compute<S, Float64Array>) =>
  ({
    direction,
    compute: (s: S) => {
      const items = computeItems(s);
      return items.ok ? ok(computeMean(items.value)) : items;
    },
    outcomes: {
      compute: computeItems,
      kind: 'real',
      direction,
      isMean: true,
      isDistance: false,
    },
    itemComparison: { by: 'outcomes' },
    interval: direction === 'lower' ? intervalOfLosses<S>(computeItems) : intervalOfShares<S>(computeItems),
    pairTest: 'paired-t',
    degrees: 'items',
    computePseudoValues: null,
    ladder: { test: 'guarded-z', losses: 'outcomes' },
    seesOrderAlone: false,
  }) as const satisfies Partial<Metric<string, S>>;

/** Right or wrong, for metrics of predicted classes other than shares of hits. */
export const outcomesOfClasses: Outcomes<ClassificationScorable> = {
  compute: findClassHits,
  kind: 'zero-one',
  direction: 'higher',
  isMean: false,
  isDistance: false,
};

/**
 * Common properties of metrics that are the share of items with a hit: exact McNemar compares models, and the probit scale
 * equates scores. Their digits reveal no single label, since every hit has the same weight.
 * @param findHits 1 or 0 for each item; fails for the metric's reasons, and for no items
 */
export const shareOfHits = <S>(findHits: Compute<S, Float64Array>) =>
  ({
    direction: 'higher',
    compute: (s: S) => {
      const hits = findHits(s);
      return hits.ok ? ok(computeMean(hits.value)) : hits;
    },
    outcomes: {
      compute: findHits,
      kind: 'zero-one',
      direction: 'higher',
      isMean: true,
      isDistance: false,
    },
    itemComparison: { by: 'outcomes' },
    interval: {
      method: 'wilson',
      compute(s: S, { groups }) {
        const hits = findHits(s);
        if (!hits.ok) return hits;
        const interval =
          groups === null
            ? limitShare({ hits: computeSum(hits.value), count: hits.value.length })
            : computeClusterWilsonInterval(hits.value, groups);
        return ok({ ...interval, method: 'wilson' });
      },
      needsWrongClasses: false,
      hasHeavyTails: false,
    },
    pairTest: 'mcnemar',
    degrees: 'items',
    computePseudoValues: null,
    ladder: { test: 'mcnemar', losses: 'outcomes' },
    excessScale: 'share',
    probitScale: 'always',
    digitsRevealLabels: false,
    seesOrderAlone: false,
  }) as const satisfies Partial<Metric<string, S>>;

export const classTasks = ['binary', 'multiclass'] as const satisfies readonly Task[];

const sameOfClasses = {
  group: 'classes',
  readPrediction: null,
  labelRule: null,
} as const;

/** A metric of predicted classes, or of their probabilities. */
export const classMetric = <const Name extends string>(
  metric: Omit<
    Metric<Name, ClassificationScorable>,
    keyof typeof sameOfClasses | 'explainClasses' | 'isClipped'
  > &
    Partial<Pick<Metric<Name, ClassificationScorable>, 'explainClasses' | 'isClipped'>>,
): Metric<Name> =>
  liftMetric<Name, ClassificationScorable>(
    { explainClasses: null, isClipped: false, ...sameOfClasses, ...metric },
    isOfClasses,
  );

const isOfClasses = (s: Scorable): s is ClassificationScorable =>
  s.task === 'binary' || s.task === 'multiclass';

const sameOfNumbers = {
  group: 'regression',
  tasks: ['regression'],
  needs: 'numbers',
  probitScale: 'never',
  chanceScore: null,
  intervalWidth: 'unknown',
  explainClasses: null,
  isClipped: false,
  readPrediction: null,
  labelRule: null,
} as const;

/** A metric of a regression. */
export const numberMetric = <const Name extends string>(
  metric: Omit<Metric<Name, RegressionScorable>, keyof typeof sameOfNumbers>,
): Metric<Name> => liftMetric<Name, RegressionScorable>({ ...sameOfNumbers, ...metric }, isOfNumbers);

const isOfNumbers = (s: Scorable): s is RegressionScorable => s.task === 'regression';

const sameOfTexts = {
  group: 'text',
  tasks: ['text'],
  needs: 'texts',
  range: [0, 1],
  chanceScore: null,
  explainClasses: null,
  baseline: baselines.exact_match,
  scoresConstantsAlike: false,
  isClipped: false,
} as const;

/** A metric of texts: 0 to 1, higher is better. */
export const textMetric = <const Name extends string>(
  metric: Omit<Metric<Name, TextScorable>, keyof typeof sameOfTexts>,
): Metric<Name> => liftMetric<Name, TextScorable>({ ...sameOfTexts, ...metric }, isOfTexts);

const isOfTexts = (s: Scorable): s is TextScorable => s.task === 'text';

/**
 * Share of items whose label is among the k most probable classes (Russakovsky et al. 2015, IJCV 115:211–252). Among classes with
 * equal probabilities those first in the order of `classes` come first, as in the predicted class, so that top-1 is the accuracy.
 * Range 0 to 1, higher is better. Equal to scikit-learn's `top_k_accuracy_score` except for ties, where that takes the last ones.
 * Undefined for n = 0 (`no-items`), without probabilities (`no-probabilities`), if one isn't finite (`not-finite`), and for k
 * classes or fewer, where every prediction would score 1 (`too-few-classes`).
 */
export const topKMetric = <const Name extends string>(
  k: number,
  particular: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note'>,
): Metric<Name> =>
  classMetric<Name>({
    tasks: ['multiclass'],
    needs: 'probabilities',
    range: [0, 1],
    ...shareOfHits((s: ClassificationScorable) => findTopKHits(k, s)),
    baseline: baselines.accuracy,
    scoresConstantsAlike: false,
    intervalWidth: 'unknown',
    chanceScore: null,
    ...particular,
  });

/** For each item 1 if its label is among the k most probable classes, else 0. Fails for the metric's reasons. */
function findTopKHits(k: number, s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const { labels, probabilities } = s;
  const width = s.classes.length;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  if (width <= k) return refuse(undefinedMetric('too-few-classes'));
  if (!probabilities.every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  const hits = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const own = probabilities[i * width + label]!;
    let before = 0;
    for (let c = 0; c < width; c++) {
      const other = probabilities[i * width + c]!;
      if (other > own || (other === own && c < label)) before++;
    }
    hits[i] = before < k ? 1 : 0;
  }
  return ok(hits);
}

/** Lifts a metric of one kind of task to any input: it fails for another task (`wrong-task`), and for a score that isn't finite. */
function liftMetric<Name extends string, S extends Scorable>(
  metric: Metric<Name, S>,
  isOwn: (s: Scorable) => s is S,
): Metric<Name> {
  const lift =
    <Value, Rest extends unknown[]>(compute: (s: S, ...rest: Rest) => Result<Value, UndefinedMetric>) =>
    (s: Scorable, ...rest: Rest): Result<Value, UndefinedMetric> =>
      isOwn(s) ? compute(s, ...rest) : refuse(undefinedMetric('wrong-task'));
  const { outcomes, itemComparison, interval, computePseudoValues, explainClasses } = metric;
  const compute = lift(metric.compute);
  return {
    ...metric,
    compute: (s) => requireFinite(compute(s)),
    outcomes: { ...outcomes, compute: lift(outcomes.compute) },
    itemComparison:
      itemComparison.by === 'merits'
        ? { ...itemComparison, compute: lift(itemComparison.compute) }
        : itemComparison,
    interval: { ...interval, compute: lift(interval.compute) },
    computePseudoValues: computePseudoValues && lift(computePseudoValues),
    explainClasses: explainClasses && lift(explainClasses),
  };
}

const requireFinite = (score: Result<number, UndefinedMetric>): Result<number, UndefinedMetric> =>
  score.ok && !Number.isFinite(score.value) ? refuse(undefinedMetric('not-finite')) : score;
