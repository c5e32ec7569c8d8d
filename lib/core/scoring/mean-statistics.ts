import type { MetricName } from '../benchmark';
import { ok, type Result } from '../result';
import { square } from '../statistics/exact-math';
import { computeItemBrier } from './brier-score';
import { computeItemLogLoss } from './log-loss';
import { computeAbsoluteErrors } from './mae';
import { computeRelativeErrors } from './mape';
import type { MeanStatistic } from './mean-statistic';
import { computeCenteredLabels, computeR2OfMeans } from './r2';
import { computeSquaredErrors } from './rmse';
import type { RegressionScorable, Scorable, TextScorable } from './scorable';
import { bleuStatistic } from './text/bleu';
import { chrfStatistic } from './text/chrf';
import { computeItemRougeL } from './text/rouge-l';
import { computeItemTokenF1 } from './text/token-f1';
import type { UndefinedMetric } from './undefined-metric';

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
