import { ok, type Result, refuse } from '../result';
import { square } from '../statistics/exact-math';
import {
  computeInfluenceError,
  computeLogInterval,
  computeMeanLogInterval,
  countDegrees,
} from '../statistics/influence-estimate';
import type { Bounds } from '../statistics/interval';
import { computeMean, computeSum } from '../statistics/sums';
import { numberMetric } from './family/mean-metrics';
import { baselines, type Metric } from './metric';
import { type RegressionScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

/**
 * Defines a metric that is a function of the mean squared error. Models are compared by squared errors, since all have the
 * same labels.
 */
const squaredErrorMetric = <const Name extends string>({
  computeInterval,
  ...particular
}: Pick<
  Metric<Name, RegressionScorable>,
  | 'name'
  | 'title'
  | 'meaning'
  | 'short'
  | 'formula'
  | 'note'
  | 'direction'
  | 'range'
  | 'compute'
  | 'scoresConstantsAlike'
  | 'excessScale'
  | 'worthOfMean'
  | 'computeYardstick'
> & {
  /** Computes the 95 % interval; null where no interval is valid. */
  readonly computeInterval: (s: RegressionScorable, groups: Int32Array | null) => Bounds | null;
}): Metric<Name> =>
  numberMetric<Name>({
    outcomes: {
      compute: (s) => ok(computeSquaredErrors(s)),
      kind: 'real',
      direction: 'lower',
      isMean: false,
      isDistance: false,
    },
    itemComparison: { by: 'outcomes' },
    interval: {
      method: 'log-t',
      compute(s, { groups }) {
        const interval = computeInterval(s, groups);
        return ok(interval && { ...interval, method: 'log-t' });
      },
      needsWrongClasses: false,
      hasHeavyTails: true,
    },
    pairTest: 'paired-t',
    degrees: 'items',
    computePseudoValues: null,
    ladder: { test: 'guarded-z', losses: 'squared-errors' },
    baseline: baselines.rmse,
    // At risk: the weight of a label y in the score is −2ŷ, which is unbounded.
    digitsRevealLabels: true,
    seesOrderAlone: false,
    ...particular,
  });

/** Computes (y_i − ŷ_i)² of each item, in the squared unit of the target. */
export function computeSquaredErrors({ labels, predicted }: RegressionScorable): Float64Array {
  return labels.map((label, i) => square(label - predicted[i]!));
}

/**
 * Root of the mean squared error, √((1/n)·Σ (y_i − ŷ_i)²), in the unit of the target. From 0 up, lower is better.
 * Equal to scikit-learn's `root_mean_squared_error`. Undefined for n = 0 (`no-items`).
 */
export const rmse = squaredErrorMetric({
  name: 'rmse',
  title: 'Root mean squared error',
  meaning:
    'The square root of the mean squared error, in the unit of the target. Large errors weigh most; {0} is perfect.',
  short: 'RMSE',
  formula: '√((1/n) · Σ (yᵢ − ŷᵢ)²)',
  note: 'In the unit of the target.',
  direction: 'lower',
  range: [0, Number.POSITIVE_INFINITY],
  compute: (s) =>
    s.labels.length === 0
      ? refuse(undefinedMetric('no-items'))
      : ok(Math.sqrt(computeMean(computeSquaredErrors(s)))),
  computeInterval(s, groups) {
    const interval = computeMeanLogInterval(computeSquaredErrors(s), groups);
    return interval && { lower: Math.sqrt(interval.lower), upper: Math.sqrt(interval.upper) };
  },
  // Converts a difference of mean squares to one of roots: √a − √b = (a − b)/(√a + √b).
  worthOfMean: (first, second) => 1 / (first.score + second.score),
  excessScale: 'root-loss',
  scoresConstantsAlike: false,
});

/**
 * Coefficient of determination, 1 − Σ (y_i − ŷ_i)² / Σ (y_i − ȳ)². Up to 1, without lower bound, higher is better; predicting the
 * mean label gets 0. Equal to scikit-learn's `r2_score` (`force_finite=True`): labels that are all equal give 1 if every
 * prediction is exact, else 0. Equality of labels is checked directly, where scikit-learn checks for a sum of squares of exactly
 * 0 and can miss it by rounding. Undefined for n < 2 (`no-items`, `too-few-items`).
 */
export const r2 = squaredErrorMetric({
  name: 'r2',
  title: 'R²',
  meaning:
    'The share of the labels’ variance that the predictions explain. {0} is what predicting the mean gets, {1} is perfect.',
  formula: '1 − Σ (yᵢ − ŷᵢ)² / Σ (yᵢ − ȳ)²',
  note: '0 is what predicting the mean label gets; no lower bound.',
  direction: 'higher',
  range: [Number.NEGATIVE_INFINITY, 1],
  compute: computeR2,
  computeInterval: computeR2Interval,
  // Converts a difference of mean squares to one of R²: 1/variance of the labels, which all models share.
  worthOfMean: (first, second) => {
    const known = first.mean > 0 ? first : second;
    return (1 - known.score) / known.mean;
  },
  computeYardstick: (labels) => centerLabels(labels).map(square),
  excessScale: 'explained',
  scoresConstantsAlike: true,
});

function computeR2(s: RegressionScorable): Result<number, UndefinedMetric> {
  const { labels } = s;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (labels.length === 1) return refuse(undefinedMetric('too-few-items'));
  const residual = computeSum(computeSquaredErrors(s));
  if (labels.every((label) => label === labels[0])) return ok(residual === 0 ? 1 : 0);
  return ok(1 - residual / computeSum(centerLabels(s.labels).map(square)));
}

/**
 * 95 % interval of R², symmetric on the scale ln(1 − R²), on which the items' influences are e²/mean e² − (y − ȳ)²/variance.
 * Null for a constant prediction, whose R² is about 0 on every sample, and where nothing varies.
 */
function computeR2Interval(s: RegressionScorable, groups: Int32Array | null): Bounds | null {
  if (s.predicted.every((value) => value === s.predicted[0])) return null;
  const errors = computeSquaredErrors(s);
  const spreads = centerLabels(s.labels).map(square);
  const [error, variance] = [computeMean(errors), computeMean(spreads)];
  if (!(error > 0 && variance > 0)) return null;
  const influences = errors.map((own, i) => own / error - spreads[i]! / variance);
  const interval = computeLogInterval(
    error / variance,
    computeInfluenceError(influences, groups),
    countDegrees(errors.length, groups),
  );
  return interval && { lower: 1 - interval.upper, upper: 1 - interval.lower };
}

/** Computes the labels minus their mean, in the unit of the target. */
function centerLabels(labels: Float64Array): Float64Array {
  const mean = computeMean(labels);
  return labels.map((label) => label - mean);
}
