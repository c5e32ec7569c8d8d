import { type ConfusionCells, countByClass, hit, sumOf, sumProducts } from './family/confusion-matrix';
import { confusionMetric } from './family/confusion-metric';

/**
 * Matthews correlation coefficient (Matthews 1975, Biochim. Biophys. Acta 405:442–451), for several classes R_K of Gorodkin
 * 2004 (Comput. Biol. Chem. 28:367–374): (n·Σ TP_c − Σ t_c·p_c)/√((n² − Σ p_c²)(n² − Σ t_c²)), t_c items labelled and p_c
 * predicted as class c. Range −1 to 1, 0 at chance, higher is better. Equal to scikit-learn's `matthews_corrcoef`: 0 where
 * all labels or all predictions are one class. Undefined for n = 0 (`no-items`).
 */
export const mcc = confusionMetric({
  name: 'mcc',
  title: 'Matthews correlation',
  meaning: 'The correlation of predicted and true classes. {0} is guessing, {1} is perfect.',
  short: 'MCC',
  formula: '(n·ΣTP_{c} − Σt_{c}p_{c})/√((n² − Σp_{c}²)(n² − Σt_{c}²))',
  note: 'From −1 to 1, 0 at chance; t and p count labels and predictions of a class (Matthews 1975; several classes: Gorodkin 2004). 0 where all labels or all predictions are one class.',
  range: [-1, 1],
  excessScale: 'correlation',
  statistic: computeMcc,
  derive: ({ labelled, predicted, hits, itemCount }) => {
    const covariance = itemCount * sumOf(hits) - sumProducts(labelled, predicted);
    const predictedSpread = itemCount * itemCount - sumProducts(predicted, predicted);
    const labelSpread = itemCount * itemCount - sumProducts(labelled, labelled);
    if (predictedSpread === 0 || labelSpread === 0) return () => 0;
    const root = Math.sqrt(predictedSpread) * Math.sqrt(labelSpread);
    const value = covariance / root;
    return (a, b) =>
      (itemCount * hit(a, b) - predicted[a]! - labelled[b]!) / root +
      value * (predicted[b]! / predictedSpread + labelled[a]! / labelSpread);
  },
  isUndefinedAlike: false,
  fixesConstants: true,
});

/** Computes the coefficient from cells that contain `counts` items, at least one of them positive. */
function computeMcc(cells: ConfusionCells, counts: Float64Array): number {
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
  // Because of rounding errors in the roots, a perfect coefficient could exceed 1.
  return Math.max(-1, Math.min(1, covariance / Math.sqrt(labelSpread) / Math.sqrt(predictedSpread)));
}
