import type { MetricName } from '../benchmark';
import { ok, type Result, refuse } from '../result';
import { bootstrapCells } from '../statistics/bootstrap-cells';
import { bootstrapMeans } from '../statistics/bootstrap-means';
import { computeSum } from '../statistics/compensated-sum';
import { computeDeLongLimits } from '../statistics/delong';
import { square } from '../statistics/exact-math';
import type { IntervalMethod, Limits } from '../statistics/interval';
import { computeWilsonLimits } from '../statistics/wilson';
import { countHits } from './accuracy';
import { limitAveragePrecision } from './average-precision';
import { computeBalancedAccuracyOf } from './balanced-accuracy';
import { bootstrapBinnedGaps } from './bootstrap-binned-gaps';
import { computeItemBrier } from './brier-score';
import { binCalibrationGaps } from './calibration-error';
import { computeCohenKappaOf } from './cohen-kappa';
import { computeConfusionCells } from './confusion-cells';
import { limitKendall } from './kendall';
import { computeItemLogLoss } from './log-loss';
import { computeMacroF1Of } from './macro-f1';
import { computeMacroPrecisionOf } from './macro-precision';
import { computeMacroRecallOf } from './macro-recall';
import { computeAbsoluteErrors } from './mae';
import { computeRelativeErrors } from './mape';
import { computeMccOf } from './mcc';
import { countPrecision } from './precision';
import { computeQuadraticKappaOf } from './quadratic-kappa';
import { computeCenteredLabels, computeR2OfMeans } from './r2';
import { countRecall } from './recall';
import { computeSquaredErrors } from './rmse';
import { listContrasts } from './roc-auc';
import type { ClassificationScorable, RegressionScorable, Scorable } from './scorable';
import { limitShare, type Share } from './share';
import { limitSpearman } from './spearman';
import { findTopKHits } from './top-k-accuracy';
import { type UndefinedMetric, undefinedMetric } from './undefined-metric';
import { computeWeightedF1Of } from './weighted-f1';

/** How a metric's 95 % limits are computed. Bootstraps use the seed, the others ignore it. */
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
};

/**
 * 95 % limits of a metric by its method in `methodOf`, for items sampled independently. Refuses as the metric does. A bootstrap
 * of outcomes that are all alike has no width, as after a perfect balanced accuracy: it can't see what it never drew.
 */
export function computeScoreLimits(
  name: MetricName,
  s: Scorable,
  seed: string,
): Result<Limits, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  return s.task === 'regression' ? limitNumbers(name, s, seed) : limitClasses(name, s, seed);
}

function limitClasses(
  name: MetricName,
  s: ClassificationScorable,
  seed: string,
): Result<Limits, UndefinedMetric> {
  switch (name) {
    case 'accuracy':
    case 'micro_f1':
      return ok(computeWilsonLimits(countHits(s), s.labels.length));
    case 'balanced_accuracy': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeBalancedAccuracyOf(cells, counts), seed));
    }
    case 'macro_f1': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeMacroF1Of(cells, counts), seed));
    }
    case 'mcc': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeMccOf(cells, counts), seed));
    }
    case 'cohen_kappa': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeCohenKappaOf(cells, counts), seed));
    }
    case 'quadratic_kappa': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeQuadraticKappaOf(cells, counts), seed));
    }
    case 'weighted_f1': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeWeightedF1Of(cells, counts), seed));
    }
    case 'macro_precision': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeMacroPrecisionOf(cells, counts), seed));
    }
    case 'macro_recall': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeMacroRecallOf(cells, counts), seed));
    }
    case 'log_loss': {
      const losses = computeItemLogLoss(s);
      return losses.ok ? ok(bootstrapMeans([losses.value], (means) => means[0]!, seed)) : losses;
    }
    case 'roc_auc': {
      const contrasts = listContrasts(s);
      return contrasts.ok ? ok(computeDeLongLimits(contrasts.value)) : contrasts;
    }
    case 'precision':
      return limitCounted(countPrecision(s));
    case 'recall':
      return limitCounted(countRecall(s));
    case 'top_3_accuracy':
      return limitHits(findTopKHits(3, s));
    case 'top_5_accuracy':
      return limitHits(findTopKHits(5, s));
    case 'brier_score': {
      const errors = computeItemBrier(s);
      return errors.ok ? ok(bootstrapMeans([errors.value], (means) => means[0]!, seed)) : errors;
    }
    case 'calibration_error': {
      const bins = binCalibrationGaps(s);
      return bins.ok ? ok(bootstrapBinnedGaps(bins.value, seed)) : bins;
    }
    case 'average_precision':
      return limitAveragePrecision(s);
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}

function limitNumbers(
  name: MetricName,
  s: RegressionScorable,
  seed: string,
): Result<Limits, UndefinedMetric> {
  switch (name) {
    case 'mae':
      return ok(bootstrapMeans([computeAbsoluteErrors(s)], (means) => means[0]!, seed));
    case 'rmse':
      // The normal limit of very many items can draw a mean just below zero.
      return ok(
        bootstrapMeans([computeSquaredErrors(s)], (means) => Math.sqrt(Math.max(means[0]!, 0)), seed),
      );
    case 'r2': {
      const centered = computeCenteredLabels(s);
      const columns = [computeSquaredErrors(s), centered, centered.map(square)];
      return ok(bootstrapMeans(columns, (means) => computeR2OfMeans(means[0]!, means[1]!, means[2]!), seed));
    }
    case 'mape': {
      const errors = computeRelativeErrors(s);
      return errors.ok ? ok(bootstrapMeans([errors.value], (means) => means[0]!, seed)) : errors;
    }
    case 'spearman':
      return limitSpearman(s);
    case 'kendall':
      return limitKendall(s);
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}

const limitCounted = (share: Result<Share, UndefinedMetric>): Result<Limits, UndefinedMetric> =>
  share.ok ? ok(limitShare(share.value)) : share;

const limitHits = (hits: Result<Float64Array, UndefinedMetric>): Result<Limits, UndefinedMetric> =>
  hits.ok ? ok(limitShare({ hits: computeSum(hits.value), count: hits.value.length })) : hits;
