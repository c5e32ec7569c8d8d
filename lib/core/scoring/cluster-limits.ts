import type { MetricName } from '../benchmark';
import { limitAveragePrecision } from '../metrics/average-precision';
import { bootstrapGroupedGaps } from '../metrics/calibration/bootstrap-grouped-gaps';
import { computeCalibrationGaps } from '../metrics/calibration/calibration-gaps';
import { assignConfusionCells, computeConfusionCells } from '../metrics/confusion/confusion-cells';
import { limitKendall } from '../metrics/kendall';
import { countPrecision } from '../metrics/precision';
import { countRecall } from '../metrics/recall';
import { listContrasts } from '../metrics/roc-auc';
import type { ClassificationScorable, RegressionScorable, Scorable } from '../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../metrics/scorable/undefined-metric';
import { limitSpearman } from '../metrics/spearman';
import { findTopKHits } from '../metrics/top-k-accuracy';
import { ok, type Result, refuse } from '../result';
import { computeBootstrapLimits } from '../statistics/bootstrap-limits';
import { computeClusterDeLongLimits } from '../statistics/cluster-delong';
import { computeClusterWilsonLimits } from '../statistics/cluster-wilson';
import type { IntervalMethod, Limits, MethodLimits } from '../statistics/interval';
import { resampleGroupCells } from '../statistics/resample-group-cells';
import { resampleGroupMeans } from '../statistics/resample-group-means';
import { confusionStatistics, isConfusionMetric } from './confusion-statistics';
import { findMeanStatistic } from './mean-statistics';
import { findTextHits } from './text/text-hits';

type Grouped = { readonly groups: Int32Array; readonly seed: string };

/**
 * 95 % limits of a metric over items in two or more groups, which are sampled as wholes: the cluster version of the method
 * that `computeScoreLimits` takes. Where a closed form has none, groups are resampled. Refuses as the metric does.
 * @param groups the index of each item's group
 */
export function computeClusterLimits(
  name: MetricName,
  s: Scorable,
  grouped: Grouped,
): Result<MethodLimits, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const { groups, seed } = grouped;
  const ofMeans = findMeanStatistic(name, s);
  if (ofMeans !== null)
    return ofMeans.ok ? ok(asCluster(resampleGroupMeans({ ...ofMeans.value, groups }, seed))) : ofMeans;
  if (s.task === 'regression') return limitNumbers(name, s, groups);
  if (s.task === 'text')
    return named('cluster-wilson', findTextHits(name, s), (hits) => computeClusterWilsonLimits(hits, groups));
  if (!isConfusionMetric(name)) return limitClasses(name, s, grouped);
  const cells = computeConfusionCells(s);
  return ok(
    asCluster(
      resampleGroupCells(
        {
          cells: assignConfusionCells(s, cells),
          cellCount: cells.counts.length,
          groups,
          computeStatistic: (counts) => confusionStatistics[name](cells, counts),
        },
        seed,
      ),
    ),
  );
}

function limitClasses(
  name: MetricName,
  s: ClassificationScorable,
  { groups, seed }: Grouped,
): Result<MethodLimits, UndefinedMetric> {
  switch (name) {
    case 'accuracy':
    case 'micro_f1':
      return ok(limitHits(s, groups, () => true));
    case 'precision': {
      const share = countPrecision(s);
      return share.ok ? ok(limitHits(s, groups, (item) => s.predicted[item] === 1)) : share;
    }
    case 'recall': {
      const share = countRecall(s);
      return share.ok ? ok(limitHits(s, groups, (item) => s.labels[item] === 1)) : share;
    }
    case 'top_3_accuracy':
      return named('cluster-wilson', findTopKHits(3, s), (hits) => computeClusterWilsonLimits(hits, groups));
    case 'top_5_accuracy':
      return named('cluster-wilson', findTopKHits(5, s), (hits) => computeClusterWilsonLimits(hits, groups));
    case 'roc_auc':
      return named('cluster-delong-logit', listContrasts(s), (contrasts) =>
        computeClusterDeLongLimits(contrasts, groups),
      );
    case 'calibration_error':
      return named('cluster-bootstrap-percentile', computeCalibrationGaps(s), (gaps) =>
        bootstrapGroupedGaps(gaps, groups, seed),
      );
    case 'average_precision':
      return named('cluster-jackknife-logit', limitAveragePrecision(s, groups), (limits) => limits);
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}

function limitNumbers(
  name: MetricName,
  s: RegressionScorable,
  groups: Int32Array,
): Result<MethodLimits, UndefinedMetric> {
  switch (name) {
    case 'spearman':
      return named('cluster-jackknife-fisher', limitSpearman(s, groups), (limits) => limits);
    case 'kendall':
      return named('cluster-jackknife-fisher', limitKendall(s, groups), (limits) => limits);
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}

/** Of the items that count, whatever number of them there is, those predicted right; 0 to 1 where none counts. */
function limitHits(
  { labels, predicted }: ClassificationScorable,
  groups: Int32Array,
  isCounted: (item: number) => boolean,
): MethodLimits {
  const counted = Int32Array.from(labels.keys()).filter(isCounted);
  const limits =
    counted.length === 0
      ? { lower: 0, upper: 1 }
      : computeClusterWilsonLimits(
          Float64Array.from(counted, (item) => (labels[item] === predicted[item] ? 1 : 0)),
          Int32Array.from(counted, (item) => groups[item]!),
        );
  return { ...limits, method: 'cluster-wilson' };
}

function named<T>(
  method: IntervalMethod,
  found: Result<T, UndefinedMetric>,
  limit: (value: T) => Limits,
): Result<MethodLimits, UndefinedMetric> {
  return found.ok ? ok({ ...limit(found.value), method }) : found;
}

function asCluster(resampled: Parameters<typeof computeBootstrapLimits>[0]): MethodLimits {
  const { method, ...limits } = computeBootstrapLimits(resampled);
  return { ...limits, method: `cluster-${method}` };
}
