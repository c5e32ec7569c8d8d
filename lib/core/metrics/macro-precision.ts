import { ok, type Result, refuse } from '../result';
import { countByClass } from './confusion/class-counts';
import { type ConfusionCells, computeConfusionCells } from './confusion/confusion-cells';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Mean over classes of the precision TP_c/p_c, p_c items predicted as class c. Range 0 to 1, higher is better. Equal to
 * scikit-learn's `precision_score(average='macro', zero_division=0)`: the mean is over the classes that occur among the
 * labels or the predictions; one that is never predicted counts 0. Undefined for n = 0 (`no-items`).
 */
export function computeMacroPrecision(s: ClassificationScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const cells = computeConfusionCells(s);
  return ok(computeMacroPrecisionOf(cells, cells.counts));
}

/** Macro precision when the cells hold `counts` items, at least one of them positive. */
export function computeMacroPrecisionOf(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits } = countByClass(cells, counts);
  let sum = 0;
  let present = 0;
  for (let c = 0; c < cells.classCount; c++) {
    if (labelled[c]! + predicted[c]! === 0) continue;
    if (predicted[c]! > 0) sum += hits[c]! / predicted[c]!;
    present++;
  }
  return sum / present;
}
