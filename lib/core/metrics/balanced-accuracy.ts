import type { ConfusionCells } from './confusion/confusion-cells';
import { deriveShare, hit } from './confusion/derivative';
import { confusionMetric } from './family/confusion-metric';

/**
 * Mean recall over the classes that occur in the labels: (1/|P|)·Σ_{c∈P} TP_c/n_c (Brodersen et al. 2010, ICPR; Kelleher
 * et al. 2015), without adjustment for chance. Range 0 to 1, higher is better.
 * Equal to scikit-learn's `balanced_accuracy_score`: a class absent from the labels is left out of the mean, even if it was
 * predicted. Undefined for n = 0 (`no-items`).
 */
export const balancedAccuracy = confusionMetric({
  name: 'balanced_accuracy',
  title: 'Balanced accuracy',
  meaning:
    'The share of hits within each class, averaged over the classes. Guessing gets 1 divided by the number of classes.',
  formula: '(1/|P|) · Σ_{c} TP_{c}/n_{c}',
  note: 'Mean recall over the classes that occur among the labels, without adjustment for chance (Brodersen et al. 2010).',
  range: [0, 1],
  statistic: computeBalancedAccuracy,
  derive: ({ labelled, hits }) => {
    const classCount = labelled.filter((count) => count > 0).length;
    return (a, b) => deriveShare(hit(a, b), hits[a]!, labelled[a]!) / classCount;
  },
  isUndefinedAlike: false,
  fixesConstants: true,
  scoresConstantsAlike: true,
  intervalWidth: 'of-classes',
});

/** Balanced accuracy when the cells hold `counts` items, at least one of them positive. */
function computeBalancedAccuracy(cells: ConfusionCells, counts: Float64Array): number {
  const total = new Float64Array(cells.classCount);
  const hits = new Float64Array(cells.classCount);
  for (let cell = 0; cell < counts.length; cell++) {
    const label = cells.labels[cell]!;
    total[label]! += counts[cell]!;
    if (label === cells.predicted[cell]) hits[label]! += counts[cell]!;
  }
  let recalls = 0;
  let present = 0;
  for (let c = 0; c < total.length; c++) {
    if (total[c] === 0) continue;
    recalls += hits[c]! / total[c]!;
    present++;
  }
  return recalls / present;
}
