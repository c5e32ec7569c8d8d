import { type BaselineKind, baselines } from '../../metrics/metric';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import { findMedian, summariseNumbers } from '../../statistics/sums';
import { type Check, toWholePercent } from './check';
import type { CollectedLabels } from './collect-test-set';

const errorsMax = 3;

/**
 * Minimum change of the baseline score for a warning: five points of a score between 0 and 1, five hundredths of a nat, or 5
 * % of an error in the target's unit.
 */
export const toleranceMin = 0.05;

/**
 * Checks that the best constant prediction scores as in earlier rounds: within the range of their scores, widened by 3
 * standard errors and at least 5 points. A score outside that range shows, before any model is scored, that the test set is
 * easier or harder than earlier ones.
 *
 * Reports scores in whole per cent, log loss in hundredths of a nat, and errors in the target's unit only relative to the
 * highest earlier error.
 */
export function checkBaseline(metric: MetricName, own: Baseline, earlier: readonly Baseline[]): Check {
  const { title, unit: ownUnit } = baselines[own.kind];
  const { title: metricTitle, baseline, scoresConstantsAlike } = metricByName[metric];
  const why = scoresConstantsAlike ? ` (every constant prediction has the same ${metricTitle})` : '';
  const isRelative = ownUnit === 'target';
  const compared = earlier.filter(({ kind }) => kind === baseline.kind);
  if (compared.length === 0)
    return {
      name: 'baseline',
      outcome: 'pass',
      detail: isRelative
        ? 'There is no earlier round to compare the baseline with.'
        : `${title}${why} is ${formatPercent(own)}. There is no earlier round to compare it with.`,
      numbers: isRelative ? {} : { baseline_percent: toWholePercent(own.value) },
    };
  const lowest = compared.reduce((a, b) => (b.value < a.value ? b : a));
  const highest = compared.reduce((a, b) => (b.value > a.value ? b : a));
  const toleranceOf = (other: Baseline) =>
    Math.max(
      isRelative ? toleranceMin * highest.value : toleranceMin,
      errorsMax * Math.hypot(own.standardError, other.standardError),
    );
  const isOutside =
    own.value < lowest.value - toleranceOf(lowest) || own.value > highest.value + toleranceOf(highest);
  const scale = isRelative && highest.value > 0 ? highest.value : 1;
  const percent = (baseline: Baseline) => toWholePercent(baseline.value / scale);
  const range =
    percent(lowest) === percent(highest)
      ? `${percent(highest)} %`
      : `${percent(lowest)} to ${percent(highest)} %`;
  const unit = isRelative ? ' of the highest so far' : ownUnit === 'nats' ? ' of a nat' : '';
  return {
    name: 'baseline',
    outcome: isOutside ? 'warn' : 'pass',
    detail: `${title}${why} is ${percent(own)} %${unit}; in earlier rounds it was ${range}.${isOutside ? ' That is more than chance gives: scores of this round will not compare with theirs.' : ''}`,
    numbers: {
      baseline_percent: percent(own),
      lowest_percent: percent(lowest),
      highest_percent: percent(highest),
    },
  };
}

const formatPercent = (baseline: Baseline): string =>
  `${toWholePercent(baseline.value)} %${baselines[baseline.kind].unit === 'nats' ? ' of a nat' : ''}`;

/** The score of the best constant prediction on a test set, with its standard error. */
export type Baseline = {
  readonly kind: BaselineKind;
  readonly value: number;
  readonly standardError: number;
};

/**
 * Computes the baseline in closed form. It equals the score of the constant prediction by lib/core/scoring. Standard errors
 * are by the delta method, for items drawn independently:
 * - accuracy and exact match: √(p(1−p)/n)
 * - macro F1 of K present classes, 2p/(K(1+p)): √(p(1−p)/n) · 2/(K(1+p)²)
 * - entropy and MAE: the standard deviation of the items' losses over √n
 * - RMSE: √((m₄ − s⁴)/n)/(2s)
 *
 * Throws for an empty set, and for a metric that isn't for this task.
 */
export function computeBaseline(metric: MetricName, labels: CollectedLabels): Baseline {
  const { kind } = metricByName[metric].baseline;
  const estimate = estimateOf[kind](labels);
  if (estimate === null) throw new Error(`${metric} is not for these labels`);
  return { kind, ...estimate };
}

type Estimate = { readonly value: number; readonly standardError: number };

/** Estimates a baseline's score by its kind; null for labels of another task. */
const estimateOf: Readonly<Record<BaselineKind, (labels: CollectedLabels) => Estimate | null>> = {
  accuracy: (labels) =>
    labels.kind === 'classes' ? estimateMajority(listShares(labels.counts), sumOf(labels.counts)) : null,
  macro_f1: (labels) =>
    labels.kind === 'classes' ? estimateMajorityF1(listShares(labels.counts), sumOf(labels.counts)) : null,
  entropy: (labels) =>
    labels.kind === 'classes' ? estimateEntropy(listShares(labels.counts), sumOf(labels.counts)) : null,
  mae: (labels) => (labels.kind === 'numbers' ? spreadAbsolutely(labels.values) : null),
  rmse: (labels) => (labels.kind === 'numbers' ? spreadSquarely(labels.values) : null),
  exact_match: (labels) =>
    labels.kind === 'texts'
      ? estimateShare(labels.commonestCount / labels.indices.length, labels.indices.length)
      : null,
};

const estimateShare = (p: number, n: number): Estimate => ({
  value: p,
  standardError: Math.sqrt((p * (1 - p)) / n),
});

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** Lists the shares of the classes that occur among the labels. */
function listShares(counts: readonly number[]): number[] {
  const n = sumOf(counts);
  if (n === 0) throw new Error('no items have no baseline');
  return counts.filter((count) => count > 0).map((count) => count / n);
}

function estimateEntropy(shares: readonly number[], n: number): Estimate {
  const value = -shares.reduce((sum, p) => sum + p * Math.log(p), 0) + 0;
  const square = shares.reduce((sum, p) => sum + p * Math.log(p) ** 2, 0);
  return { value, standardError: Math.sqrt(Math.max(0, square - value ** 2) / n) };
}

const estimateMajority = (shares: readonly number[], n: number): Estimate =>
  estimateShare(Math.max(...shares), n);

function estimateMajorityF1(shares: readonly number[], n: number): Estimate {
  const majority = estimateMajority(shares, n);
  const present = shares.length;
  return {
    value: (2 * majority.value) / (1 + majority.value) / present,
    standardError: (majority.standardError * 2) / (1 + majority.value) ** 2 / present,
  };
}

function spreadAbsolutely(values: Float64Array): Estimate {
  const median = findMedian(values);
  const { mean, sd } = summariseNumbers(values.map((value) => Math.abs(value - median)));
  return { value: mean, standardError: sd / Math.sqrt(values.length) };
}

function spreadSquarely(values: Float64Array): Estimate {
  const { mean, sd: value } = summariseNumbers(values);
  const squares = summariseNumbers(values.map((label) => (label - mean) ** 2));
  return {
    value,
    standardError: value === 0 ? 0 : squares.sd / Math.sqrt(values.length) / (2 * value),
  };
}
