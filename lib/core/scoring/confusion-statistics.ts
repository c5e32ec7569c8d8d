import type { MetricName } from '../benchmark';
import { computeBalancedAccuracyOf } from '../metrics/balanced-accuracy';
import { computeCohenKappaOf } from '../metrics/cohen-kappa';
import type { ConfusionCells } from '../metrics/confusion/confusion-cells';
import { computeMacroF1Of } from '../metrics/macro-f1';
import { computeMacroPrecisionOf } from '../metrics/macro-precision';
import { computeMacroRecallOf } from '../metrics/macro-recall';
import { computeMccOf } from '../metrics/mcc';
import { computeQuadraticKappaOf } from '../metrics/quadratic-kappa';
import { computeWeightedF1Of } from '../metrics/weighted-f1';

/** A metric of the whole confusion matrix when its cells hold `counts` items. */
export type ConfusionStatistic = (cells: ConfusionCells, counts: Float64Array) => number;

/** The metrics of the whole confusion matrix; shares of it, such as accuracy and recall, are counted. */
export const confusionStatistics = {
  balanced_accuracy: computeBalancedAccuracyOf,
  macro_f1: computeMacroF1Of,
  mcc: computeMccOf,
  cohen_kappa: computeCohenKappaOf,
  quadratic_kappa: computeQuadraticKappaOf,
  weighted_f1: computeWeightedF1Of,
  macro_precision: computeMacroPrecisionOf,
  macro_recall: computeMacroRecallOf,
} as const satisfies Partial<Record<MetricName, ConfusionStatistic>>;

export type ConfusionMetric = keyof typeof confusionStatistics;

export const isConfusionMetric = (name: MetricName): name is ConfusionMetric =>
  Object.hasOwn(confusionStatistics, name);
