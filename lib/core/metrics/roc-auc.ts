import { ok, type Result, refuse } from '../result';
import { type Contrast, computeArea, computeContrastArea } from '../statistics/contrast';
import type { InfluenceEstimate } from '../statistics/influence-estimate';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Area under the ROC curve: the chance that a positive item is scored above a negative one, ties counting half
 * (Hanley & McNeil 1982), by midranks in O(n log n). Binary: the score is the probability of `classes[1]`. Multiclass:
 * the unweighted mean over classes of the area of class c against all others (Provost & Domingos 2000). Range 0 to 1,
 * 0.5 for a constant score, higher is better. Equal to scikit-learn's `roc_auc_score` (multiclass: `multi_class='ovr'`,
 * `average='macro'`).
 *
 * Undefined for n = 0 (`no-items`), without probabilities (`no-probabilities`), and if the labels lack any class
 * (`absent-class`): scikit-learn refuses these too, and a mean over the present classes would change its meaning from
 * part to part. `not-finite` if a probability is NaN or infinite, which has no rank.
 */
export function computeRocAuc(s: ClassificationScorable): Result<number, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  let sum = 0;
  for (const contrast of contrasts.value) sum += computeArea(contrast);
  return ok(sum / contrasts.value.length);
}

/**
 * The area with every item's influence on it, n·(placement − area)/size of the item's side, averaged over contrasts. Within a class
 * these differ from DeLong's placements by a factor and a constant. Refuses as `computeRocAuc` does.
 */
export function estimateRocAuc(s: ClassificationScorable): Result<InfluenceEstimate, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  const n = s.labels.length;
  const influences = new Float64Array(n);
  let value = 0;
  for (const contrast of contrasts.value) {
    const { area, positiveCount, negativeCount, placements } = computeContrastArea(contrast);
    value += area / contrasts.value.length;
    for (let i = 0; i < n; i++) {
      const side = s.labels[i] === contrast.positive ? positiveCount : negativeCount;
      influences[i]! += (n * (placements[i]! - area)) / side / contrasts.value.length;
    }
  }
  return ok({ value, influences });
}

/** The comparisons whose areas are averaged: one for a binary task, else one a class. Refuses as `computeRocAuc` does. */
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
