import { ok } from '../../result';
import { computeBootstrapInterval, type MeanStatistic } from '../../statistics/bootstrap-limits';
import { resampleGroupMeans, resampleMeans } from '../../statistics/bootstrap-means';
import { computeMean } from '../../statistics/compensated-sum';
import {
  computeInfluenceError,
  countDegrees,
  limitMeanOnLogs,
  limitOnScale,
} from '../../statistics/influence-estimate';
import { computeWilsonInterval } from '../../statistics/wilson';
import type { Compute, ScoreInterval } from '../metric';

/** Interval of a mean of losses, symmetric in its logarithm; none where all losses are equal. */
export const intervalOfLosses = <S>(computeItems: Compute<S, Float64Array>): ScoreInterval<S> => ({
  method: 'log-t',
  compute(s, { groups }) {
    const items = computeItems(s);
    if (!items.ok) return items;
    const interval = limitMeanOnLogs(items.value, groups);
    return ok(interval && { ...interval, method: 'log-t' });
  },
  needsWrongClasses: false,
  hasHeavyTails: false,
});

/** Interval of a mean of gains from 0 to 1, on the logit scale; Wilson's, of so many items or groups, where all gains are equal. */
export const intervalOfShares = <S>(computeItems: Compute<S, Float64Array>): ScoreInterval<S> => ({
  method: 'logit-t',
  compute(s, { groups }) {
    const items = computeItems(s);
    if (!items.ok) return items;
    const value = computeMean(items.value);
    const degrees = countDegrees(items.value.length, groups);
    const error = computeInfluenceError(items.value, groups);
    const interval =
      limitOnScale('logit', { value, error, degrees }) ??
      computeWilsonInterval(Math.min(1, value) * (degrees + 1), degrees + 1);
    return ok({ ...interval, method: 'logit-t' });
  },
  needsWrongClasses: false,
  hasHeavyTails: false,
});

/**
 * Bootstrap interval of a metric that is a function of means over items. A bootstrap of equal items has no width: it can't see
 * unobserved values.
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
