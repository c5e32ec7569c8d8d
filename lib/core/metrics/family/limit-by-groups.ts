import { ok } from '../../result';
import {
  computeFisherLimits,
  computeLogitLimits,
  countGroupDegrees,
  type InfluenceEstimate,
} from '../../statistics/influence-estimate';
import type { Compute, ScoreLimits } from '../metric';

/** Of a score from 0 to 1, or of one from −1 to 1. */
export type LimitScale = 'logit' | 'fisher';

/**
 * Limits of items in groups by the spread of their influences, added up by group, with Student's t of one degree of freedom less than
 * there are groups, on a scale on which the score is nearly normal.
 * @param fallback for where that spread says nothing, as at the ends of the range
 */
export const limitByGroups =
  <S>(
    scale: LimitScale,
    estimate: Compute<S, InfluenceEstimate>,
    fallback: ScoreLimits<S>['computeGrouped'],
  ): ScoreLimits<S>['computeGrouped'] =>
  (s, grouped) => {
    const estimated = estimate(s);
    if (!estimated.ok) return estimated;
    const limits =
      scale === 'logit'
        ? computeLogitLimits(estimated.value, grouped.groups, countGroupDegrees(grouped.groups))
        : computeFisherLimits(estimated.value, grouped.groups);
    if (limits) return ok({ ...limits, method: `cluster-jackknife-${scale}` });
    const instead = fallback(s, grouped);
    return instead.ok ? ok({ ...instead.value, isFallback: true }) : instead;
  };
