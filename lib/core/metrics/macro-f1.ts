import { ok, type Result, refuse } from '../result';
import { type ConfusionCells, computeConfusionCells } from './confusion/confusion-cells';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Mean over classes of F1_c = 2·TP_c/(2·TP_c + FP_c + FN_c) (van Rijsbergen 1979; macro average of Opitz & Burst 2019,
 * arXiv 1911.03347, as the mean of F1s). Range 0 to 1, higher is better.
 * Equal to scikit-learn's `f1_score(average='macro', zero_division=0)`: the mean is over the classes that occur among the
 * labels or the predictions; one of them without a true positive counts 0. Undefined for n = 0 (`no-items`).
 */
export function computeMacroF1(s: ClassificationScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const cells = computeConfusionCells(s);
  return ok(computeMacroF1Of(cells, cells.counts));
}

/** Macro F1 when the cells hold `counts` items, at least one of them positive. */
export function computeMacroF1Of(cells: ConfusionCells, counts: Float64Array): number {
  const hits = new Float64Array(cells.classCount);
  // Labelled plus predicted as the class: 2·TP + FP + FN.
  const mentions = new Float64Array(cells.classCount);
  for (let cell = 0; cell < counts.length; cell++) {
    const label = cells.labels[cell]!;
    const predicted = cells.predicted[cell]!;
    mentions[label]! += counts[cell]!;
    mentions[predicted]! += counts[cell]!;
    if (label === predicted) hits[label]! += counts[cell]!;
  }
  let sum = 0;
  let present = 0;
  for (let c = 0; c < mentions.length; c++) {
    if (mentions[c] === 0) continue;
    sum += (2 * hits[c]!) / mentions[c]!;
    present++;
  }
  return sum / present;
}
