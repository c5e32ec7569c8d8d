import { countByClass } from './confusion/class-counts';
import type { ConfusionCells } from './confusion/confusion-cells';
import { hit } from './confusion/derivative';
import { sumOf, sumProducts } from './confusion/margins';
import { confusionMetric } from './family/confusion-metric';

/**
 * Cohen's κ (Cohen 1960, Educ. Psychol. Meas. 20:37–46): (p_o − p_e)/(1 − p_e), p_o the share of hits and p_e = Σ t_c·p_c/n²
 * what the margins alone would give. Range −1 to 1, 0 at chance, higher is better. Equal to scikit-learn's
 * `cohen_kappa_score`. Undefined for n = 0 (`no-items`) and where labels and predictions are all the same class, 0/0
 * (`no-variation`).
 */
export const cohenKappa = confusionMetric({
  name: 'cohen_kappa',
  title: 'Cohen’s κ',
  meaning:
    'The agreement of predictions and labels beyond what the class shares alone would give. {0} is guessing, {1} is perfect.',
  formula: '(p_{o} − p_{e})/(1 − p_{e})',
  note: 'Agreement beyond what the shares of the classes alone would give, from −1 to 1, 0 at chance (Cohen 1960).',
  range: [-1, 1],
  excessScale: 'correlation',
  statistic: computeCohenKappa,
  derive: ({ labelled, predicted, hits, itemCount }) => {
    const expected = sumProducts(labelled, predicted);
    const room = itemCount * itemCount - expected;
    const value = (itemCount * sumOf(hits) - expected) / room;
    return (a, b) => {
      const byExpected = predicted[a]! + labelled[b]!;
      return (itemCount * hit(a, b) - byExpected + value * byExpected) / room;
    };
  },
  isUndefinedAlike: true,
  fixesConstants: true,
});

/** κ when the cells hold `counts` items; a resample that left one diagonal cell tells nothing beyond chance and gets 0. */
function computeCohenKappa(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits, itemCount } = countByClass(cells, counts);
  let observed = 0;
  let expected = 0;
  for (let c = 0; c < cells.classCount; c++) {
    observed += itemCount * hits[c]!;
    expected += labelled[c]! * predicted[c]!;
  }
  const room = itemCount * itemCount - expected;
  return room === 0 ? 0 : (observed - expected) / room;
}
