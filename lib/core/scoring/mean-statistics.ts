import type { MetricName } from '../benchmark';
import { computeItemBrier } from '../metrics/brier-score';
import { computeItemLogLoss } from '../metrics/log-loss';
import { computeAbsoluteErrors } from '../metrics/mae';
import { computeRelativeErrors } from '../metrics/mape';
import { computeCenteredLabels, computeR2OfMeans } from '../metrics/r2';
import { computeSquaredErrors } from '../metrics/rmse';
import { computeItemRougeL } from '../metrics/rouge-l';
import type { RegressionScorable, Scorable, TextScorable } from '../metrics/scorable/scorable';
import type { UndefinedMetric } from '../metrics/scorable/undefined-metric';
import { bleuStatistic } from '../metrics/text/bleu-counts';
import { chrfStatistic } from '../metrics/text/chrf-counts';
import { computeItemTokenF1 } from '../metrics/token-f1';
import { ok, type Result } from '../result';
import { square } from '../statistics/exact-math';
import type { MeanStatistic } from '../statistics/mean-statistic';

/** The metric as a function of means over items; null for one that is none, or isn't for this task. Refuses as the metric does. */
export function findMeanStatistic(
  name: MetricName,
  s: Scorable,
): Result<MeanStatistic, UndefinedMetric> | null {
  switch (s.task) {
    case 'regression':
      return findNumberStatistic(name, s);
    case 'text':
      return findTextStatistic(name, s);
    default:
      if (name === 'log_loss') return takeMean(computeItemLogLoss(s));
      return name === 'brier_score' ? takeMean(computeItemBrier(s)) : null;
  }
}

function findTextStatistic(name: MetricName, s: TextScorable): Result<MeanStatistic, UndefinedMetric> | null {
  switch (name) {
    case 'token_f1':
      return takeMean(ok(computeItemTokenF1(s)));
    case 'rouge_l':
      return takeMean(ok(computeItemRougeL(s)));
    case 'chrf':
      return ok(chrfStatistic(s));
    case 'bleu':
      return ok(bleuStatistic(s));
    default:
      return null;
  }
}

function findNumberStatistic(
  name: MetricName,
  s: RegressionScorable,
): Result<MeanStatistic, UndefinedMetric> | null {
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
