import { ok, type Result, refuse } from '../result';
import { countByClass } from './confusion/class-counts';
import { type ConfusionCells, computeConfusionCells } from './confusion/confusion-cells';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Mean over classes of the recall TP_c/t_c, t_c items labelled as class c. Range 0 to 1, higher is better. Equal to
 * scikit-learn's `recall_score(average='macro', zero_division=0)`: the mean is over the classes that occur among the labels
 * or the predictions; one that no label has counts 0, where the balanced accuracy leaves it out. Undefined for n = 0
 * (`no-items`).
 */
export function computeMacroRecall(s: ClassificationScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const cells = computeConfusionCells(s);
  return ok(computeMacroRecallOf(cells, cells.counts));
}

/** Macro recall when the cells hold `counts` items, at least one of them positive. */
export function computeMacroRecallOf(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits } = countByClass(cells, counts);
  let sum = 0;
  let present = 0;
  for (let c = 0; c < cells.classCount; c++) {
    if (labelled[c]! + predicted[c]! === 0) continue;
    if (labelled[c]! > 0) sum += hits[c]! / labelled[c]!;
    present++;
  }
  return sum / present;
}
