import { baselines } from './baselines';
import type { ConfusionCells } from './confusion/confusion-cells';
import { hit } from './confusion/derivative';
import { countMentions, divideOr0 } from './confusion/margins';
import { confusionMetric } from './family/confusion-metric';

/**
 * Mean over classes of F1_c = 2·TP_c/(2·TP_c + FP_c + FN_c) (van Rijsbergen 1979; macro average of Opitz & Burst 2019,
 * arXiv 1911.03347, as the mean of F1s). Range 0 to 1, higher is better.
 * Equal to scikit-learn's `f1_score(average='macro', zero_division=0)`: the mean is over the classes that occur among the
 * labels or the predictions; one of them without a true positive counts 0. Undefined for n = 0 (`no-items`).
 */
export const macroF1 = confusionMetric({
  name: 'macro_f1',
  title: 'Macro F1',
  meaning:
    'F1 (the balance of precision and recall) of each class, averaged over the classes, so that rare classes count as much as common ones.',
  formula: '(1/|C|) · Σ_{c} 2·TP_{c}/(2·TP_{c} + FP_{c} + FN_{c})',
  note: 'Mean over the classes that occur among labels or predictions (Opitz & Burst 2019, arXiv 1911.03347).',
  range: [0, 1],
  statistic: computeMacroF1,
  derive: (margins) => {
    const { f1, mentions } = countMentions(margins);
    return (a, b) =>
      ((2 * hit(a, b) - f1[a]!) / mentions[a]! - divideOr0(f1[b]!, mentions[b]!)) / margins.present;
  },
  isUndefinedAlike: false,
  fixesConstants: false,
  baseline: baselines.macro_f1,
  intervalWidth: 'of-classes',
});

/** Macro F1 when the cells hold `counts` items, at least one of them positive. */
function computeMacroF1(cells: ConfusionCells, counts: Float64Array): number {
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
