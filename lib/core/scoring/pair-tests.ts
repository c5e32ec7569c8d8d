import type { MetricName } from '../benchmark';
import { estimateRocAuc } from '../metrics/roc-auc';
import type { Scorable } from '../metrics/scorable/scorable';
import type { UndefinedMetric } from '../metrics/scorable/undefined-metric';
import { ok, type Result } from '../result';
import type { PairTest } from '../statistics/compare-pairs';
import { computePseudoValues } from '../statistics/influence-estimate';
import { estimateCounted, isCountedMetric } from './confusion-influences';
import type { LabelColumn } from './label-column';
import { selectGroups } from './select-groups';

type Independent = 'mcnemar' | 'paired-bootstrap' | 'paired-jackknife' | 'paired-delong';

/**
 * The test by which two models' scores in a metric are told apart, for independent items. Reasons and sources: decision 0018.
 *
 * - Shares of right items or accepted answers: exact McNemar.
 * - Means of losses, and what rises with one: RMSE with the mean squared error, R² falls with it, since all models have the same
 *   labels. Paired bootstrap. The calibration error is a mean once the signs of its bins are fixed; near 0 such a comparison
 *   errs towards no difference.
 * - Areas under the ROC curve: DeLong.
 * - Everything else, which is no mean of anything an item has by itself: the mean of its pseudo-values.
 */
export const pairTestOf: Readonly<Record<MetricName, Independent>> = {
  accuracy: 'mcnemar',
  micro_f1: 'mcnemar',
  top_3_accuracy: 'mcnemar',
  top_5_accuracy: 'mcnemar',
  log_loss: 'paired-bootstrap',
  brier_score: 'paired-bootstrap',
  calibration_error: 'paired-bootstrap',
  mae: 'paired-bootstrap',
  mape: 'paired-bootstrap',
  rmse: 'paired-bootstrap',
  r2: 'paired-bootstrap',
  roc_auc: 'paired-delong',
  balanced_accuracy: 'paired-jackknife',
  macro_f1: 'paired-jackknife',
  weighted_f1: 'paired-jackknife',
  mcc: 'paired-jackknife',
  cohen_kappa: 'paired-jackknife',
  quadratic_kappa: 'paired-jackknife',
  precision: 'paired-jackknife',
  recall: 'paired-jackknife',
  macro_precision: 'paired-jackknife',
  macro_recall: 'paired-jackknife',
  average_precision: 'paired-jackknife',
  spearman: 'paired-jackknife',
  kendall: 'paired-jackknife',
  exact_match: 'mcnemar',
  choice_accuracy: 'mcnemar',
  numeric_accuracy: 'mcnemar',
  token_f1: 'paired-bootstrap',
  rouge_l: 'paired-bootstrap',
  chrf: 'paired-jackknife',
  bleu: 'paired-jackknife',
};

/**
 * The test of a part's items.
 * @param groups of the round; null where its items are independent
 * @param positions the items of the part
 */
export function choosePairTest(
  metric: MetricName,
  of: {
    labels: LabelColumn;
    groups: Int32Array | null;
    positions: Uint32Array;
    seed: string;
  },
): PairTest {
  const name = pairTestOf[metric];
  const { positions, seed } = of;
  const groups = selectGroups(of.groups, positions);
  if (groups !== null)
    return name === 'paired-bootstrap'
      ? { name: 'cluster-paired-bootstrap', groups, seed }
      : { name: 'cluster-paired-jackknife', groups };
  if (name === 'paired-bootstrap') return { name, seed };
  return name === 'paired-delong'
    ? { name, labels: Int32Array.from(positions, (position) => Number(of.labels[position])) }
    : { name };
}

/**
 * What is compared in the place of item outcomes, where their mean isn't what the metric says: the score plus each item's
 * influence on it, with the score as its mean. Null for a metric whose outcomes are compared. Refuses as the metric does.
 */
export function findPseudoValues(
  name: MetricName,
  s: Scorable,
): Result<Float64Array, UndefinedMetric> | null {
  if (s.task === 'regression' || s.task === 'text') return null;
  if (name !== 'roc_auc' && !isCountedMetric(name)) return null;
  const estimate = name === 'roc_auc' ? estimateRocAuc(s) : estimateCounted(name, s);
  return estimate.ok ? ok(computePseudoValues(estimate.value)) : estimate;
}
