import { ok, type Result, refuse } from '../result';
import { countByClass } from './confusion/class-counts';
import { type ConfusionCells, computeConfusionCells } from './confusion/confusion-cells';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Matthews correlation coefficient (Matthews 1975, Biochim. Biophys. Acta 405:442–451), for several classes R_K of Gorodkin
 * 2004 (Comput. Biol. Chem. 28:367–374): (n·Σ TP_c − Σ t_c·p_c)/√((n² − Σ p_c²)(n² − Σ t_c²)), t_c items labelled and p_c
 * predicted as class c. Range −1 to 1, 0 at chance, higher is better. Equal to scikit-learn's `matthews_corrcoef`: 0 where
 * all labels or all predictions are one class. Undefined for n = 0 (`no-items`).
 */
export function computeMcc(s: ClassificationScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const cells = computeConfusionCells(s);
  return ok(computeMccOf(cells, cells.counts));
}

/** The coefficient when the cells hold `counts` items, at least one of them positive. */
export function computeMccOf(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits, itemCount } = countByClass(cells, counts);
  let covariance = 0;
  let labelSpread = itemCount * itemCount;
  let predictedSpread = itemCount * itemCount;
  for (let c = 0; c < cells.classCount; c++) {
    covariance += itemCount * hits[c]! - labelled[c]! * predicted[c]!;
    labelSpread -= labelled[c]! * labelled[c]!;
    predictedSpread -= predicted[c]! * predicted[c]!;
  }
  if (labelSpread === 0 || predictedSpread === 0) return 0;
  // Rounding of the roots can carry a perfect coefficient past 1.
  return Math.max(-1, Math.min(1, covariance / Math.sqrt(labelSpread) / Math.sqrt(predictedSpread)));
}
