import { ok } from '../../result';
import { computeBootstrapLimits } from '../../statistics/bootstrap-limits';
import { resampleMeans } from '../../statistics/bootstrap-means';
import type { MeanStatistic } from '../../statistics/mean-statistic';
import { resampleGroupMeans } from '../../statistics/resample-group-means';
import type { Compute, ScoreLimits } from '../metric';
import { asCluster } from './as-cluster';

/**
 * Bootstrap limits of a metric that is a function of means over items. A bootstrap of items that are all alike has no width: it can't
 * see what it never drew.
 * @param findStatistic refuses as the metric does
 */
export const limitsOfMeans = <S>(findStatistic: Compute<S, MeanStatistic>): ScoreLimits<S> => ({
  method: 'bootstrap-percentile',
  restsOnWrongClasses: false,
  compute(s, seed) {
    const statistic = findStatistic(s);
    if (!statistic.ok) return statistic;
    const { columns, computeStatistic } = statistic.value;
    const resampled = resampleMeans(columns, computeStatistic, seed);
    const limits = computeBootstrapLimits(resampled);
    // Metrics of several means are computed from sums, which round in another way.
    return ok(columns.length === 1 ? { ...limits, score: resampled.estimate } : limits);
  },
  computeGrouped(s, { groups, seed }) {
    const statistic = findStatistic(s);
    return statistic.ok ? ok(asCluster(resampleGroupMeans({ ...statistic.value, groups }, seed))) : statistic;
  },
});
