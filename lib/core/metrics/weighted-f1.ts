import { countByClass } from './confusion/class-counts';
import type { ConfusionCells } from './confusion/confusion-cells';
import { hit } from './confusion/derivative';
import { countMentions } from './confusion/margins';
import { confusionMetric } from './family/confusion-metric';

/**
 * Mean of the classes' F1 weighted by how often they are labels: Σ (t_c/n)·2·TP_c/(t_c + p_c), t_c items labelled and p_c
 * predicted as class c (van Rijsbergen 1979). Range 0 to 1, higher is better. Equal to scikit-learn's
 * `f1_score(average='weighted', zero_division=0)`. Undefined for n = 0 (`no-items`).
 */
export const weightedF1 = confusionMetric({
  name: 'weighted_f1',
  title: 'Weighted F1',
  meaning:
    'F1 (the balance of precision and recall) of each class, averaged with the class sizes as weights.',
  formula: 'Σ_{c} (t_{c}/n) · 2·TP_{c}/(t_{c} + p_{c})',
  note: 'The F1 of the classes, weighted by how often they are labels.',
  range: [0, 1],
  statistic: computeWeightedF1,
  derive: (margins) => {
    const { f1, mentions } = countMentions(margins);
    const { labelled, itemCount } = margins;
    return (a, b) =>
      (f1[a]! +
        (labelled[a]! * (2 * hit(a, b) - f1[a]!)) / mentions[a]! -
        (labelled[b]! * f1[b]!) / mentions[b]!) /
      itemCount;
  },
  isUndefinedAlike: false,
  fixesConstants: false,
});

/** Weighted F1 when the cells hold `counts` items, at least one of them positive. */
function computeWeightedF1(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits, itemCount } = countByClass(cells, counts);
  let sum = 0;
  for (let c = 0; c < cells.classCount; c++)
    if (labelled[c]! > 0) sum += (labelled[c]! * 2 * hits[c]!) / (labelled[c]! + predicted[c]!);
  return Math.min(1, sum / itemCount);
}
