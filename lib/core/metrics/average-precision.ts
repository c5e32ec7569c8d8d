import { ok, type Result } from '../result';
import type { Contrast } from '../statistics/contrast';
import { computeLogitLimits, type InfluenceEstimate } from '../statistics/influence-estimate';
import type { Limits } from '../statistics/interval';
import { groupValues } from '../statistics/value-groups';
import { computeWilsonLimits } from '../statistics/wilson';
import { listContrasts } from './areas/list-contrasts';
import { baselines } from './baselines';
import { classMetric, classTasks } from './family/class-metric';
import { spreadInfluences } from './family/spread-influences';
import type { ClassificationScorable } from './scorable/scorable';
import type { UndefinedMetric } from './scorable/undefined-metric';

/**
 * Average precision: Σ (R_k − R_{k−1})·P_k over the thresholds from the highest score down, P and R precision and recall of
 * the items at or above it, equal scores together and nothing interpolated. Binary: the score is the probability of
 * `classes[1]`. Multiclass: the unweighted mean over classes of class c against all others. Range 0 to 1, the share of
 * positives at chance, higher is better. Equal to scikit-learn's `average_precision_score`, of several classes on the
 * binarised labels with `average='macro'`. Undefined as the ROC area is: `no-items`, `no-probabilities`, `not-finite`, and
 * `absent-class` if the labels lack any class.
 */
export const averagePrecision = classMetric({
  name: 'average_precision',
  title: 'Average precision',
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
    for (const contrast of contrasts.value) sum += estimateContrast(contrast).value;
    return ok(sum / contrasts.value.length);
  },
  outcomes: {
    compute: spreadInfluences(estimateAveragePrecision),
    kind: 'real',
    direction: 'higher',
    isMean: false,
    isDistance: false,
  },
  limits: {
    method: 'jackknife-logit',
    compute(s) {
      const limits = limitAveragePrecision(s, null);
      return limits.ok ? ok({ ...limits.value, method: 'jackknife-logit' }) : limits;
    },
    computeGrouped(s, { groups }) {
      const limits = limitAveragePrecision(s, groups);
      return limits.ok ? ok({ ...limits.value, method: 'cluster-jackknife-logit' }) : limits;
    },
  },
  pairTest: 'paired-jackknife',
  computePseudoValues: null,
  ladder: { compares: 'outcomes', losses: 'precision-area' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  probitScale: 'never',
  chanceScore: null,
  // By the rank; the first items weigh 1, 1/2, 1/3, … against the number of positives.
  digitsTellLabels: true,
  seesOrderAlone: true,
});

/** The score with every item's influence on it, averaged over classes. Refuses as the metric does. */
function estimateAveragePrecision(s: ClassificationScorable): Result<InfluenceEstimate, UndefinedMetric> {
  const contrasts = listContrasts(s);
  return contrasts.ok ? ok(averageEstimates(contrasts.value.map(estimateContrast))) : contrasts;
}

/**
 * 95 % limits on the logit scale with the standard error of the infinitesimal jackknife; the scale is that of Boyd et al.
 * 2013 (ECML PKDD, LNCS 8190:451–466), whose binomial error √(θ̂(1 − θ̂)/n₊) assumes more. O(classes × n log n).
 *
 * Degenerate cases: where that error says nothing (a perfect order, all scores tied) or a class has a single item, the means
 * of Wilson's limits with the n₊ positives of each contrast as trials, or as many as there are groups with a positive.
 */
function limitAveragePrecision(
  s: ClassificationScorable,
  groups: Int32Array | null,
): Result<Limits, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  const estimates = contrasts.value.map(estimateContrast);
  const limits = estimates.some(({ positiveCount, influences }) =>
    [1, influences.length - 1].includes(positiveCount),
  )
    ? undefined
    : computeLogitLimits(averageEstimates(estimates), groups);
  return ok(limits ?? averageLimits(estimates, contrasts.value, groups));
}

type ContrastEstimate = InfluenceEstimate & { readonly positiveCount: number };

/** Needs a positive item. O(n log n). */
function estimateContrast({ labels, positive, scores, step = 1 }: Contrast): ContrastEstimate {
  const { groupOf, sizes } = groupValues(Float64Array.from(labels, (_, i) => scores[i * step]!));
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

  // One more item of weight dw in group g raises the precision at every threshold h ≤ g by dw·([y = 1] − P_h)/N_h.
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
    return Float64Array.from(labels, (label, i) => {
      const g = groupOf[i]!;
      const own = label === positive ? precisions[g]! - value + gained[g]! : 0;
      return scale * (own - lost[g]!);
    });
  }
}

function averageEstimates(estimates: readonly ContrastEstimate[]): InfluenceEstimate {
  const influences = new Float64Array(estimates[0]!.influences.length);
  let value = 0;
  for (const estimate of estimates) {
    value += estimate.value / estimates.length;
    for (let i = 0; i < influences.length; i++) influences[i]! += estimate.influences[i]! / estimates.length;
  }
  return { value, influences };
}

function averageLimits(
  estimates: readonly ContrastEstimate[],
  contrasts: readonly Contrast[],
  groups: Int32Array | null,
): Limits {
  let lower = 0;
  let upper = 0;
  for (const [k, { value, positiveCount }] of estimates.entries()) {
    const { labels, positive } = contrasts[k]!;
    const trialCount =
      groups === null ? positiveCount : new Set(groups.filter((_, i) => labels[i] === positive)).size;
    const limits = computeWilsonLimits(value * trialCount, trialCount);
    lower += limits.lower / estimates.length;
    upper += limits.upper / estimates.length;
  }
  return { lower, upper };
}
