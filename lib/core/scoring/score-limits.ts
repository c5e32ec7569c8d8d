import type { MetricName } from '../benchmark';
import { ok, type Result, refuse } from '../result';
import { bootstrapCells } from '../statistics/bootstrap-cells';
import { bootstrapMeans } from '../statistics/bootstrap-means';
import { computeDeLongLimits } from '../statistics/delong';
import { square } from '../statistics/exact-math';
import type { IntervalMethod, Limits } from '../statistics/interval';
import { computeWilsonLimits } from '../statistics/wilson';
import { countHits } from './accuracy';
import { computeBalancedAccuracyOf } from './balanced-accuracy';
import { computeConfusionCells } from './confusion-cells';
import { computeItemLogLoss } from './log-loss';
import { computeMacroF1Of } from './macro-f1';
import { computeAbsoluteErrors } from './mae';
import { computeCenteredLabels, computeR2OfMeans } from './r2';
import { computeSquaredErrors } from './rmse';
import { listContrasts } from './roc-auc';
import type { ClassificationScorable, RegressionScorable, Scorable } from './scorable';
import { type UndefinedMetric, undefinedMetric } from './undefined-metric';

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
      return ok(computeWilsonLimits(countHits(s), s.labels.length));
    case 'balanced_accuracy': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeBalancedAccuracyOf(cells, counts), seed));
    }
    case 'macro_f1': {
      const cells = computeConfusionCells(s);
      return ok(bootstrapCells(cells.counts, (counts) => computeMacroF1Of(cells, counts), seed));
    }
    case 'log_loss': {
      const losses = computeItemLogLoss(s);
      return losses.ok ? ok(bootstrapMeans([losses.value], (means) => means[0]!, seed)) : losses;
    }
    case 'roc_auc': {
      const contrasts = listContrasts(s);
      return contrasts.ok ? ok(computeDeLongLimits(contrasts.value)) : contrasts;
    }
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
    default:
      return refuse(undefinedMetric('wrong-task'));
  }
}
