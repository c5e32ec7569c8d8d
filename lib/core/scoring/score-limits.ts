import type { MetricName } from '../benchmark';
import { countHits } from '../metrics/accuracy';
import { limitAveragePrecision } from '../metrics/average-precision';
import { bootstrapBinnedGaps } from '../metrics/calibration/bootstrap-binned-gaps';
import { binCalibrationGaps } from '../metrics/calibration/calibration-gaps';
import { computeConfusionCells } from '../metrics/confusion/confusion-cells';
import { limitKendall } from '../metrics/kendall';
import { countPrecision } from '../metrics/precision';
import { countRecall } from '../metrics/recall';
import { listContrasts } from '../metrics/roc-auc';
import type { ClassificationScorable, RegressionScorable, Scorable } from '../metrics/scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../metrics/scorable/undefined-metric';
import { limitSpearman } from '../metrics/spearman';
import { findTopKHits } from '../metrics/top-k-accuracy';
import { ok, type Result, refuse } from '../result';
import { resampleCells } from '../statistics/bootstrap-cells';
import { computeBootstrapLimits } from '../statistics/bootstrap-limits';
import { resampleMeans } from '../statistics/bootstrap-means';
import { computeSum } from '../statistics/compensated-sum';
import { computeDeLongLimits } from '../statistics/delong';
import type { IntervalMethod, Limits, MethodLimits } from '../statistics/interval';
import { limitShare, type Share } from '../statistics/share';
import { computeWilsonLimits } from '../statistics/wilson';
import { confusionStatistics, isConfusionMetric } from './confusion-statistics';
import { findMeanStatistic } from './mean-statistics';
import { findTextHits } from './text/text-hits';

/**
 * How a metric's 95 % limits are computed for independent items. Bootstraps use the seed, the others ignore it; those named
 * `bootstrap-percentile` become `bootstrap-bca` where the resamples are biased (see `computeBootstrapLimits`).
 */
export const methodOf: Readonly<Record<MetricName, IntervalMethod>> = {
  accuracy: 'wilson',
  balanced_accuracy: 'bootstrap-percentile',
  macro_f1: 'bootstrap-percentile',
  log_loss: 'bootstrap-percentile',
  roc_auc: 'delong-logit',
  mae: 'bootstrap-percentile',
  rmse: 'bootstrap-percentile',
  r2: 'bootstrap-percentile',
  mcc: 'bootstrap-percentile',
  cohen_kappa: 'bootstrap-percentile',
  quadratic_kappa: 'bootstrap-percentile',
  weighted_f1: 'bootstrap-percentile',
  micro_f1: 'wilson',
  precision: 'wilson',
  recall: 'wilson',
  macro_precision: 'bootstrap-percentile',
  macro_recall: 'bootstrap-percentile',
  top_3_accuracy: 'wilson',
  top_5_accuracy: 'wilson',
  brier_score: 'bootstrap-percentile',
  calibration_error: 'bootstrap-percentile',
  average_precision: 'jackknife-logit',
  mape: 'bootstrap-percentile',
  spearman: 'jackknife-fisher',
  kendall: 'jackknife-fisher',
  exact_match: 'wilson',
  token_f1: 'bootstrap-percentile',
  choice_accuracy: 'wilson',
  numeric_accuracy: 'wilson',
  rouge_l: 'bootstrap-percentile',
  chrf: 'bootstrap-percentile',
  bleu: 'bootstrap-percentile',
};

/** Limits, and the score itself where they are made from it: to the last digit what the metric's `compute` gives. */
export type ScoredLimits = MethodLimits & { readonly score?: number };

/**
 * 95 % limits of a metric by its method in `methodOf`, for items sampled independently. Refuses as the metric does. A bootstrap
 * of outcomes that are all alike has no width, as after a perfect balanced accuracy: it can't see what it never drew.
 */
export function computeScoreLimits(
  name: MetricName,
  s: Scorable,
  seed: string,
): Result<ScoredLimits, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const ofMeans = findMeanStatistic(name, s);
  if (ofMeans !== null) {
    if (!ofMeans.ok) return ofMeans;
    const { columns, computeStatistic } = ofMeans.value;
    const resampled = resampleMeans(columns, computeStatistic, seed);
    const limits = computeBootstrapLimits(resampled);
    // Metrics of several means are computed from sums, which round in another way.
    return ok(columns.length === 1 ? { ...limits, score: resampled.estimate } : limits);
  }
  if (s.task !== 'regression' && s.task !== 'text' && isConfusionMetric(name)) {
    const cells = computeConfusionCells(s);
    const computeStatistic = (counts: Float64Array) => confusionStatistics[name](cells, counts);
    return ok(computeBootstrapLimits(resampleCells(cells.counts, computeStatistic, seed)));
  }
  const limits = limitByTask(name, s, seed);
  return limits.ok ? ok({ ...limits.value, method: methodOf[name] }) : limits;
}

type FoundLimits = Omit<ScoredLimits, 'method'>;

function limitByTask(name: MetricName, s: Scorable, seed: string): Result<FoundLimits, UndefinedMetric> {
  switch (s.task) {
    case 'regression':
      return limitNumbers(name, s);
    case 'text':
      return limitHits(findTextHits(name, s));
    default:
      return limitClasses(name, s, seed);
  }
}

function limitClasses(
  name: MetricName,
  s: ClassificationScorable,
  seed: string,
): Result<FoundLimits, UndefinedMetric> {
  switch (name) {
    case 'accuracy':
    case 'micro_f1':
      return ok(computeWilsonLimits(countHits(s), s.labels.length));
    case 'roc_auc': {
      const contrasts = listContrasts(s);
      if (!contrasts.ok) return contrasts;
      const { area, ...limits } = computeDeLongLimits(contrasts.value);
      return ok({ ...limits, score: area });
    }
    case 'precision':
      return limitCounted(countPrecision(s));
    case 'recall':
      return limitCounted(countRecall(s));
    case 'top_3_accuracy':
      return limitHits(findTopKHits(3, s));
    case 'top_5_accuracy':
      return limitHits(findTopKHits(5, s));
    case 'calibration_error': {
      const bins = binCalibrationGaps(s);
      return bins.ok ? ok(bootstrapBinnedGaps(bins.value, seed)) : bins;
    }
    case 'average_precision':
      return limitAveragePrecision(s, null);
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}

function limitNumbers(name: MetricName, s: RegressionScorable): Result<Limits, UndefinedMetric> {
  switch (name) {
    case 'spearman':
      return limitSpearman(s, null);
    case 'kendall':
      return limitKendall(s, null);
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}

const limitCounted = (share: Result<Share, UndefinedMetric>): Result<Limits, UndefinedMetric> =>
  share.ok ? ok(limitShare(share.value)) : share;

const limitHits = (hits: Result<Float64Array, UndefinedMetric>): Result<Limits, UndefinedMetric> =>
  hits.ok ? ok(limitShare({ hits: computeSum(hits.value), count: hits.value.length })) : hits;
