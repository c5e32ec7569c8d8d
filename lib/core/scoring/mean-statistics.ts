import type { MetricName } from '../benchmark';
import { ok, type Result } from '../result';
import { square } from '../statistics/exact-math';
import { computeItemBrier } from './brier-score';
import { computeItemLogLoss } from './log-loss';
import { computeAbsoluteErrors } from './mae';
import { computeRelativeErrors } from './mape';
import { computeCenteredLabels, computeR2OfMeans } from './r2';
import { computeSquaredErrors } from './rmse';
import type { Scorable } from './scorable';
import type { UndefinedMetric } from './undefined-metric';

/** A metric as a function of the means of per-item columns. */
export type MeanStatistic = {
  readonly columns: readonly Float64Array[];
  readonly computeStatistic: (means: Float64Array) => number;
};

/** The metric as a function of means over items; null for one that is none, or isn't for this task. Refuses as the metric does. */
export function findMeanStatistic(
  name: MetricName,
  s: Scorable,
): Result<MeanStatistic, UndefinedMetric> | null {
  if (s.task !== 'regression') {
    if (name === 'log_loss') return takeMean(computeItemLogLoss(s));
    return name === 'brier_score' ? takeMean(computeItemBrier(s)) : null;
  }
  switch (name) {
    case 'mae':
      return takeMean(ok(computeAbsoluteErrors(s)));
    case 'mape':
      return takeMean(computeRelativeErrors(s));
    case 'rmse':
      // The normal limit of very many items can draw a mean just below zero.
      return ok({
        columns: [computeSquaredErrors(s)],
        computeStatistic: (means) => Math.sqrt(Math.max(means[0]!, 0)),
      });
    case 'r2': {
      const centered = computeCenteredLabels(s);
      return ok({
        columns: [computeSquaredErrors(s), centered, centered.map(square)],
        computeStatistic: (means) => computeR2OfMeans(means[0]!, means[1]!, means[2]!),
      });
    }
    default:
      return null;
  }
}

const takeMean = (losses: Result<Float64Array, UndefinedMetric>): Result<MeanStatistic, UndefinedMetric> =>
  losses.ok ? ok({ columns: [losses.value], computeStatistic: (means) => means[0]! }) : losses;
