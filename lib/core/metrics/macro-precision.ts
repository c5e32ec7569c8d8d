import { countByClass } from './confusion/class-counts';
import type { ConfusionCells } from './confusion/confusion-cells';
import { deriveShare, hit } from './confusion/derivative';
import { confusionMetric } from './family/confusion-metric';

/**
 * Mean over classes of the precision TP_c/p_c, p_c items predicted as class c. Range 0 to 1, higher is better. Equal to
 * scikit-learn's `precision_score(average='macro', zero_division=0)`: the mean is over the classes that occur among the
 * labels or the predictions; one that is never predicted counts 0. Undefined for n = 0 (`no-items`).
 */
export const macroPrecision = confusionMetric({
  name: 'macro_precision',
  title: 'Macro precision',
  meaning: 'Of the predictions of each class the share that is right, averaged over the classes.',
  formula: '(1/|C|) · Σ_{c} TP_{c}/p_{c}',
  note: 'Mean over the classes that occur among labels or predictions; one never predicted counts 0.',
  range: [0, 1],
  statistic: computeMacroPrecision,
  derive:
    ({ predicted, hits, present }) =>
    (a, b) =>
      deriveShare(hit(a, b), hits[b]!, predicted[b]!) / present,
  isUndefinedAlike: false,
  fixesConstants: false,
});

/** Macro precision when the cells hold `counts` items, at least one of them positive. */
function computeMacroPrecision(cells: ConfusionCells, counts: Float64Array): number {
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
