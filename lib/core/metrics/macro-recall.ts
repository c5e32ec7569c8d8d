import { countByClass } from './confusion/class-counts';
import type { ConfusionCells } from './confusion/confusion-cells';
import { deriveShare, hit } from './confusion/derivative';
import { confusionMetric } from './family/confusion-metric';

/**
 * Mean over classes of the recall TP_c/t_c, t_c items labelled as class c. Range 0 to 1, higher is better. Equal to
 * scikit-learn's `recall_score(average='macro', zero_division=0)`: the mean is over the classes that occur among the labels
 * or the predictions; one that no label has counts 0, where the balanced accuracy leaves it out. Undefined for n = 0
 * (`no-items`).
 */
export const macroRecall = confusionMetric({
  name: 'macro_recall',
  title: 'Macro recall',
  meaning: 'The share of each class that was found, averaged over the classes.',
  formula: '(1/|C|) · Σ_{c} TP_{c}/t_{c}',
  note: 'Mean over the classes that occur among labels or predictions; one that no label has counts 0, which balanced accuracy leaves out.',
  range: [0, 1],
  statistic: computeMacroRecall,
  derive:
    ({ labelled, hits, present }) =>
    (a, b) =>
      deriveShare(hit(a, b), hits[a]!, labelled[a]!) / present,
  isUndefinedAlike: false,
  fixesConstants: true,
});

/** Macro recall when the cells hold `counts` items, at least one of them positive. */
function computeMacroRecall(cells: ConfusionCells, counts: Float64Array): number {
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
