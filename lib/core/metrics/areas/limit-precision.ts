import { ok, type Result } from '../../result';
import type { Contrast } from '../../statistics/contrast';
import { computeInfluenceError, countDegrees, limitOnScale } from '../../statistics/influence-estimate';
import type { Limits, MethodLimits } from '../../statistics/interval';
import { computeWilsonLimits } from '../../statistics/wilson';
import type { Sampled } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { averageEstimates, estimatePrecision, type PrecisionEstimate } from './estimate-precision';
import { listContrasts } from './list-contrasts';

/**
 * 95 % limits on the logit scale with the standard error of the infinitesimal jackknife; the scale is that of Boyd et al.
 * 2013 (ECML PKDD, LNCS 8190:451–466), whose binomial error √(θ̂(1 − θ̂)/n₊) assumes more. O(classes × n log n). The reference is
 * Student's t with one degree less than there are positives, of several classes than the smallest has.
 *
 * Degenerate cases: where that error says nothing (a perfect order, all scores tied) or a class has a single item, the means
 * of Wilson's limits with the n₊ positives of each contrast as trials, or as many as there are groups with a positive.
 */
export function limitAveragePrecision(
  s: ClassificationScorable,
  { groups }: Pick<Sampled, 'groups'>,
): Result<MethodLimits, UndefinedMetric> {
  const contrasts = listContrasts(s);
  if (!contrasts.ok) return contrasts;
  const estimates = contrasts.value.map(estimatePrecision);
  const { value, influences } = averageEstimates(estimates);
  const isAnyAlone = estimates.some(({ positiveCount }) =>
    [1, influences.length - 1].includes(positiveCount),
  );
  const limits = isAnyAlone
    ? undefined
    : limitOnScale('logit', {
        value,
        error: computeInfluenceError(influences, groups),
        degrees: groups === null ? fewestPositives(estimates) - 1 : countDegrees(influences.length, groups),
      });
  return ok({ ...(limits ?? averageLimits(estimates, contrasts.value, groups)), method: 'logit-t' });
}

const fewestPositives = (estimates: readonly PrecisionEstimate[]): number =>
  Math.min(...estimates.map(({ positiveCount }) => positiveCount));

function averageLimits(
  estimates: readonly PrecisionEstimate[],
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
