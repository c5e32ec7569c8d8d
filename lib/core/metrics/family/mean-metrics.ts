import type { Direction, Task } from '../../benchmark';
import { ok, type Result, refuse } from '../../result';
import { computeBootstrapInterval, type MeanStatistic } from '../../statistics/bootstrap-intervals';
import { resampleGroupMeans, resampleMeans } from '../../statistics/bootstrap-means';
import {
  computeInfluenceError,
  computeMeanLogInterval,
  computePseudoValues,
  computeScaleInterval,
  countDegrees,
  type InfluenceEstimate,
} from '../../statistics/influence-estimate';
import { computeMean, computeSum } from '../../statistics/sums';
import {
  computeClusterWilsonInterval,
  computeShareInterval,
  computeWilsonInterval,
} from '../../statistics/wilson';
import { baselines, type Compute, type Metric, type Outcomes, type ScoreInterval } from '../metric';
import {
  type ClassificationScorable,
  type RegressionScorable,
  type Scorable,
  type TextScorable,
  type UndefinedMetric,
  undefinedMetric,
} from '../scorable/scorable';
import { findClassHits } from './confusion-matrix';

/**
 * Common properties of metrics that are the mean of each item's loss or gain: intervals on the logarithm of a loss, or on
 * the logit scale of a gain from 0 to 1, and comparisons by the paired t test.
 * @param computeItems returns an error where the metric is undefined, and without items
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

/** Outcomes 1 for right and 0 for wrong, for metrics of predicted classes that aren't shares of hits. */
export const outcomesOfClasses: Outcomes<ClassificationScorable> = {
  compute: findClassHits,
  kind: 'zero-one',
  direction: 'higher',
  isMean: false,
  isDistance: false,
};

/**
 * Common properties of metrics that are the share of items with a hit: exact McNemar compares models, and the probit scale
 * equates scores. The digits of such a score reveal no single label, since every hit has the same weight.
 * @param findHits returns 1 or 0 for each item; an error where the metric is undefined, and without items
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
            ? computeShareInterval({ hits: computeSum(hits.value), count: hits.value.length })
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

const sameOfClasses = { group: 'classes', readPrediction: null, labelRule: null } as const;

/** Defines a metric of predicted classes, or of their probabilities. */
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

/** Defines a metric of predicted numbers, for regression. */
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

/** Defines a metric of texts with the range 0 to 1, where higher is better. */
export const textMetric = <const Name extends string>(
  metric: Omit<Metric<Name, TextScorable>, keyof typeof sameOfTexts>,
): Metric<Name> => liftMetric<Name, TextScorable>({ ...sameOfTexts, ...metric }, isOfTexts);

const isOfTexts = (s: Scorable): s is TextScorable => s.task === 'text';

/**
 * Makes a metric of one kind of task applicable to all tasks: it returns an error for another task (`wrong-task`), and for a
 * score that isn't finite.
 */
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

/** Interval of a mean of losses, symmetric on the logarithmic scale; null where all losses are equal. */
export const intervalOfLosses = <S>(computeItems: Compute<S, Float64Array>): ScoreInterval<S> => ({
  method: 'log-t',
  compute(s, { groups }) {
    const items = computeItems(s);
    if (!items.ok) return items;
    const interval = computeMeanLogInterval(items.value, groups);
    return ok(interval && { ...interval, method: 'log-t' });
  },
  needsWrongClasses: false,
  hasHeavyTails: false,
});

/**
 * Interval of a mean of gains from 0 to 1, on the logit scale; where all gains are equal, Wilson's interval with the items
 * or groups as trials.
 */
export const intervalOfShares = <S>(computeItems: Compute<S, Float64Array>): ScoreInterval<S> => ({
  method: 'logit-t',
  compute(s, { groups }) {
    const items = computeItems(s);
    if (!items.ok) return items;
    const value = computeMean(items.value);
    const degrees = countDegrees(items.value.length, groups);
    const error = computeInfluenceError(items.value, groups);
    const interval =
      computeScaleInterval('logit', { value, error, degrees }) ??
      computeWilsonInterval(Math.min(1, value) * (degrees + 1), degrees + 1);
    return ok({ ...interval, method: 'logit-t' });
  },
  needsWrongClasses: false,
  hasHeavyTails: false,
});

/**
 * Bootstrap interval of a metric that is a function of means over items. For equal items the bootstrap interval would have
 * no width, since it can't take unobserved values into account.
 */
export const resampledInterval = <S>(findStatistic: (s: S) => MeanStatistic): ScoreInterval<S> => ({
  method: 'bootstrap',
  compute(s, { groups, seed }) {
    const { columns, computeStatistic } = findStatistic(s);
    const resampled =
      groups === null
        ? resampleMeans(columns, computeStatistic, seed)
        : resampleGroupMeans({ columns, computeStatistic, groups }, seed);
    return ok({ ...computeBootstrapInterval(resampled), method: 'bootstrap' });
  },
  needsWrongClasses: false,
  hasHeavyTails: false,
});

/** Converts a score and its influences to pseudo-values, score plus influence. Returns the errors of the estimate. */
export const spreadInfluences =
  <S>(estimate: Compute<S, InfluenceEstimate>): Compute<S, Float64Array> =>
  (s) => {
    const estimated = estimate(s);
    return estimated.ok ? ok(computePseudoValues(estimated.value)) : estimated;
  };
