import { ok, type Result, refuse } from '../result';
import type { Contrast } from '../statistics/contrast';
import {
  computeInfluenceError,
  computeScaleInterval,
  countDegrees,
  type InfluenceEstimate,
} from '../statistics/influence-estimate';
import type { Bounds, MethodInterval } from '../statistics/interval';
import { groupValues } from '../statistics/sums';
import { computeWilsonInterval } from '../statistics/wilson';
import { classMetric, classTasks, spreadInfluences } from './family/mean-metrics';
import { baselines, type Sampled } from './metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

/**
 * Average precision: Σ (R_k − R_{k−1})·P_k over the thresholds from the highest score down, P and R precision and recall of
 * the items at or above it, equal scores at one threshold, without interpolation. Binary: the score is the probability of
 * `classes[1]`. Multiclass: the unweighted mean over classes of class c against all others. Range 0 to 1, the share of
 * positives at chance, higher is better. Equal to scikit-learn's `average_precision_score`, of several classes on the
 * binarised labels with `average='macro'`. Undefined where the ROC AUC is undefined: `no-items`, `no-probabilities`,
 * `not-finite`, and `absent-class` if the labels lack any class.
 */
export const averagePrecision = classMetric({
  name: 'average_precision',
  title: 'Average precision',
  meaning:
    'How pure the top of the list is when items are sorted by probability, averaged over all positives. Guessing gets the share of positives.',
  short: 'AP',
  formula: 'Σ_{k} (R_{k} − R_{k−1}) · P_{k}',
  note: 'Precision at every threshold weighted by the recall it adds, nothing interpolated; several classes: mean of each against the rest.',
  tasks: classTasks,
  needs: 'probabilities',
  direction: 'higher',
  range: [0, 1],
  compute(s) {
    const contrasts = listContrasts(s);
    if (!contrasts.ok) return contrasts;
    let sum = 0;
    for (const contrast of contrasts.value) sum += estimatePrecision(contrast).value;
    return ok(sum / contrasts.value.length);
  },
  outcomes: {
    compute: spreadInfluences(estimateAveragePrecision),
    kind: 'real',
    direction: 'higher',
    isMean: false,
    isDistance: false,
  },
  itemComparison: {
    by: 'nothing',
    reason: 'An item has no average precision of its own: it counts at every threshold below it.',
  },
  interval: {
    method: 'logit-t',
    compute: computeAveragePrecisionInterval,
    needsWrongClasses: false,
    hasHeavyTails: false,
  },
  pairTest: 'paired-t',
  degrees: 'positives',
  computePseudoValues: null,
  ladder: { test: 'guarded-z', losses: 'precision-area' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  chanceScore: null,
  // At risk: an item's weight depends on its rank; the first items weigh 1, 1/2, 1/3, … relative to the number of positives.
  digitsRevealLabels: true,
  seesOrderAlone: true,
});

/**
 * Computes the score and every item's influence on the score, averaged over classes. Returns an error where the metric is
 * undefined.
 */
export function estimateAveragePrecision(
  s: ClassificationScorable,
): Result<InfluenceEstimate, UndefinedMetric> {
  const contrasts = listContrasts(s);
  return contrasts.ok ? ok(averageEstimates(contrasts.value.map(estimatePrecision))) : contrasts;
}

export type PrecisionEstimate = InfluenceEstimate & { readonly positiveCount: number };

/**
 * Computes average precision and influences for one class against the others. Requires at least one positive item. O(n log
 * n).
 */
export function estimatePrecision({ labels, positive, scores, step = 1 }: Contrast): PrecisionEstimate {
  const ofItems = new Float64Array(labels.length);
  for (let i = 0; i < ofItems.length; i++) ofItems[i] = scores[i * step]!;
  const { groupOf, sizes } = groupValues(ofItems);
  const positives = new Float64Array(sizes.length);
  for (let i = 0; i < labels.length; i++) if (labels[i] === positive) positives[groupOf[i]!]!++;
  const precisions = new Float64Array(sizes.length);
  const above = new Float64Array(sizes.length);
  let positiveCount = 0;
  let itemCount = 0;
  let sum = 0;
  for (let g = sizes.length - 1; g >= 0; g--) {
    positiveCount += positives[g]!;
    itemCount += sizes[g]!;
    above[g] = itemCount;
    precisions[g] = positiveCount / itemCount;
    sum += positives[g]! * precisions[g]!;
  }
  const value = Math.min(1, sum / positiveCount);
  return { value, positiveCount, influences: computeInfluences() };

  // An additional item of weight dw in group g changes the precision at every threshold h ≤ g by dw·([y = 1] − P_h)/N_h.
  function computeInfluences(): Float64Array {
    const gained = new Float64Array(sizes.length);
    const lost = new Float64Array(sizes.length);
    let gain = 0;
    let loss = 0;
    for (let g = 0; g < sizes.length; g++) {
      gain += positives[g]! / above[g]!;
      loss += (positives[g]! / above[g]!) * precisions[g]!;
      gained[g] = gain;
      lost[g] = loss;
    }
    const scale = labels.length / positiveCount;
    const influences = new Float64Array(labels.length);
    for (let i = 0; i < influences.length; i++) {
      const g = groupOf[i]!;
      const own = labels[i] === positive ? precisions[g]! - value + gained[g]! : 0;
      influences[i] = scale * (own - lost[g]!);
    }
    return influences;
  }
}

export function averageEstimates(estimates: readonly PrecisionEstimate[]): InfluenceEstimate {
  const influences = new Float64Array(estimates[0]!.influences.length);
  let value = 0;
  for (const estimate of estimates) {
    value += estimate.value / estimates.length;
    for (let i = 0; i < influences.length; i++) influences[i]! += estimate.influences[i]! / estimates.length;
  }
  return { value, influences };
}

/**
 * 95 % interval on the logit scale with the standard error of the infinitesimal jackknife; the scale is that of Boyd et al.
 * 2013 (ECML PKDD, LNCS 8190:451–466), whose binomial error √(θ̂(1 − θ̂)/n₊) assumes more. O(classes × n log n). The
 * interval uses Student's t with one degree of freedom less than the number of positives, for several classes than the
 * number of items of the smallest class.
 *
 * Degenerate cases: where that error is uninformative (a perfect order, all scores tied) or a class has a single item, the
 * means of Wilson's bounds with the n₊ positives of each contrast as trials, or as many as there are groups with a positive.
 */
export function computeAveragePrecisionInterval(
  s: ClassificationScorable,
  { groups }: Pick<Sampled, 'groups'>,
): Result<MethodInterval, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  const estimates = contrasts.value.map(estimatePrecision);
  const { value, influences } = averageEstimates(estimates);
  const isAnyAlone = estimates.some(({ positiveCount }) =>
    [1, influences.length - 1].includes(positiveCount),
  );
  const interval = isAnyAlone
    ? undefined
    : computeScaleInterval('logit', {
        value,
        error: computeInfluenceError(influences, groups),
        degrees: groups === null ? fewestPositives(estimates) - 1 : countDegrees(influences.length, groups),
      });
  return ok({ ...(interval ?? averageInterval(estimates, contrasts.value, groups)), method: 'logit-t' });
}

const fewestPositives = (estimates: readonly PrecisionEstimate[]): number =>
  Math.min(...estimates.map(({ positiveCount }) => positiveCount));

function averageInterval(
  estimates: readonly PrecisionEstimate[],
  contrasts: readonly Contrast[],
  groups: Int32Array | null,
): Bounds {
  let lower = 0;
  let upper = 0;
  for (const [k, { value, positiveCount }] of estimates.entries()) {
    const { labels, positive } = contrasts[k]!;
    const trialCount =
      groups === null ? positiveCount : new Set(groups.filter((_, i) => labels[i] === positive)).size;
    const interval = computeWilsonInterval(value * trialCount, trialCount);
    lower += interval.lower / estimates.length;
    upper += interval.upper / estimates.length;
  }
  return { lower, upper };
}

/**
 * Lists the one-versus-rest contrasts whose areas are averaged: one for a binary task, else one per class. Returns an error
 * for the reasons of the ROC AUC.
 */
export function listContrasts(s: ClassificationScorable): Result<readonly Contrast[], UndefinedMetric> {
  const { labels, probabilities, classes } = s;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  for (let i = 0; i < probabilities.length; i++)
    if (!Number.isFinite(probabilities[i])) return refuse(undefinedMetric('not-finite'));
  const isPresent = new Uint8Array(classes.length);
  for (let i = 0; i < labels.length; i++) isPresent[labels[i]!] = 1;
  if (isPresent.includes(0)) return refuse(undefinedMetric('absent-class'));
  const positives = s.task === 'binary' ? [1] : classes.map((_, c) => c);
  return ok(
    positives.map((positive) => ({
      labels,
      positive,
      scores: probabilities.subarray(positive),
      step: classes.length,
    })),
  );
}
