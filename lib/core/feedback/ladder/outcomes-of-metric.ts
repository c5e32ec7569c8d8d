import type { Direction, MetricName } from '../../benchmark';
import { estimateRocAuc } from '../../metrics/roc-auc';
import type { Scorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';
import { computePseudoValues } from '../../statistics/influence-estimate';
import type { LossKind } from './ladder-rules';

/**
 * What the ladder compares for a metric. `isMean`: the metric is the mean of the outcomes; otherwise the ladder tests what the
 * metric rises or falls with, and tells the metric's own value.
 */
export type OutcomesOfMetric = {
  readonly lossKind: LossKind;
  /** Which outcomes are better; not the metric's direction for κ, R² and the like, whose outcomes are losses. */
  readonly direction: Direction;
  readonly isMean: boolean;
};

const hits: OutcomesOfMetric = { lossKind: 'zero-one', direction: 'higher', isMean: false };
const losses: OutcomesOfMetric = { lossKind: 'real', direction: 'lower', isMean: true };
const squares: OutcomesOfMetric = { ...losses, isMean: false };
const influences: OutcomesOfMetric = { lossKind: 'real', direction: 'higher', isMean: false };

export const outcomesOfMetric: Readonly<Record<MetricName, OutcomesOfMetric>> = {
  accuracy: { ...hits, isMean: true },
  micro_f1: { ...hits, isMean: true },
  top_3_accuracy: { ...hits, isMean: true },
  top_5_accuracy: { ...hits, isMean: true },
  balanced_accuracy: hits,
  macro_f1: hits,
  weighted_f1: hits,
  mcc: hits,
  cohen_kappa: hits,
  precision: hits,
  recall: hits,
  macro_precision: hits,
  macro_recall: hits,
  quadratic_kappa: squares,
  log_loss: losses,
  brier_score: losses,
  // Its mean is the metric, but the sign of an item's term is that of a sum over its bin: no mean of independent terms.
  calibration_error: squares,
  mae: losses,
  mape: losses,
  rmse: squares,
  r2: squares,
  exact_match: { ...hits, isMean: true },
  choice_accuracy: { ...hits, isMean: true },
  numeric_accuracy: { ...hits, isMean: true },
  token_f1: { ...losses, direction: 'higher' },
  rouge_l: { ...losses, direction: 'higher' },
  chrf: influences,
  bleu: influences,
  roc_auc: influences,
  average_precision: influences,
  spearman: influences,
  kendall: influences,
};

/**
 * The outcomes that the ladder compares: those of `computeItemOutcomes`, save for areas under the ROC curve, which are made of
 * pairs of items: there the area plus each item's influence on it, so that the mean gain is the difference of two areas and its
 * spread DeLong's error. Null where they have no value.
 */
export function computeLadderOutcomes(metric: MetricName, s: Scorable): Float64Array | null {
  if (metric === 'roc_auc' && s.task !== 'regression' && s.task !== 'text') {
    const area = estimateRocAuc(s);
    return area.ok ? computePseudoValues(area.value) : null;
  }
  const outcomes = computeItemOutcomes(metric, s);
  return outcomes.ok ? outcomes.value : null;
}
