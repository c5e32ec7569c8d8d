import { ok, type Result } from '../../result';
import type { Contrast } from '../../statistics/contrast';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import { groupValues } from '../../statistics/value-groups';
import type { ClassificationScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { listContrasts } from './list-contrasts';

/** The score with every item's influence on it, averaged over classes. Refuses as the metric does. */
export function estimateAveragePrecision(
  s: ClassificationScorable,
): Result<InfluenceEstimate, UndefinedMetric> {
  const contrasts = listContrasts(s);
  return contrasts.ok ? ok(averageEstimates(contrasts.value.map(estimatePrecision))) : contrasts;
}

export type PrecisionEstimate = InfluenceEstimate & { readonly positiveCount: number };

/** Needs a positive item. O(n log n). */
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
