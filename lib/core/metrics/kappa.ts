import { ok } from '../result';
import { square } from '../statistics/exact-math';
import { type ConfusionCells, countByClass, hit, sumOf, sumProducts } from './family/confusion-matrix';
import { confusionMetric } from './family/confusion-metric';

/**
 * Cohen's κ (Cohen 1960, Educ. Psychol. Meas. 20:37–46): (p_o − p_e)/(1 − p_e), p_o the share of hits and p_e = Σ t_c·p_c/n² the
 * expectation from the margins alone. Range −1 to 1, 0 at chance, higher is better. Equal to scikit-learn's `cohen_kappa_score`.
 * Undefined for n = 0 (`no-items`) and where labels and predictions are all the same class, 0/0 (`no-variation`).
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

/**
 * Computes κ from cells that contain `counts` items; a matrix with a single diagonal cell shows no agreement beyond chance
 * and gets 0.
 */
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

/**
 * Quadratic weighted κ (Cohen 1968, Psychol. Bull. 70:213–220): 1 − Σ (i−j)²·O_ij / Σ (i−j)²·E_ij, O the counts of label i
 * predicted as j and E_ij = t_i·p_j/n the expectation from the margins alone. Classes are ordinal in the benchmark's order, one
 * step between neighbours; two classes give Cohen's κ. Range −1 to 1, 0 at chance, higher is better. Equal to scikit-learn's
 * `cohen_kappa_score(weights='quadratic', labels=<all classes>)`. Undefined for n = 0 (`no-items`) and where labels and
 * predictions are all the same class, 0/0 (`no-variation`).
 */
export const quadraticKappa = confusionMetric({
  name: 'quadratic_kappa',
  title: 'Quadratic weighted κ',
  meaning:
    'The agreement of predicted and true grades beyond chance, where a miss costs the square of its distance. {0} is guessing, {1} is perfect.',
  formula: '1 − Σ(i − j)²O_{ij}/Σ(i − j)²E_{ij}',
  note: 'For classes in an order, that of the benchmark: a miss counts by the square of its distance (Cohen 1968). From −1 to 1, 0 at chance.',
  range: [-1, 1],
  excessScale: 'correlation',
  statistic: computeQuadraticKappa,
  derive: ({ labelled, predicted, itemCount, steps }) => {
    const weigh = (counts: Float64Array, weight: (c: number) => number) =>
      counts.reduce((total, count, c) => total + weight(c) * count, 0);
    const itself = (c: number) => c;
    const [labelSum, predictedSum] = [weigh(labelled, itself), weigh(predicted, itself)];
    const expected =
      itemCount * (weigh(labelled, square) + weigh(predicted, square)) - 2 * labelSum * predictedSum;
    const ratio = (itemCount * steps) / expected;
    return (a, b) =>
      (ratio * (itemCount * (a * a + b * b) - 2 * (a * predictedSum + b * labelSum)) -
        itemCount * square(a - b)) /
      expected;
  },
  isUndefinedAlike: true,
  fixesConstants: true,
  // Outcome of an item: (i − j)² for label i predicted as j, in squared steps. The mean of the outcomes is the disagreement
  // that κ compares with chance.
  outcomes: {
    compute: ({ labels, predicted }) =>
      ok(Float64Array.from(labels, (label, i) => square(label - predicted[i]!))),
    kind: 'real',
    direction: 'lower',
    isMean: false,
    isDistance: false,
  },
});

/**
 * Computes weighted κ from cells that contain `counts` items; a matrix with a single diagonal cell shows no agreement beyond
 * chance and gets 0.
 */
function computeQuadraticKappa(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, itemCount } = countByClass(cells, counts);
  let observed = 0;
  for (let cell = 0; cell < counts.length; cell++)
    observed += counts[cell]! * square(cells.labels[cell]! - cells.predicted[cell]!);
  let squares = 0;
  let labelSum = 0;
  let predictedSum = 0;
  for (let c = 0; c < cells.classCount; c++) {
    squares += c * c * (labelled[c]! + predicted[c]!);
    labelSum += c * labelled[c]!;
    predictedSum += c * predicted[c]!;
  }
  // n·Σ (i−j)²·E_ij, with the product expanded so that only margins are needed.
  const expected = itemCount * squares - 2 * labelSum * predictedSum;
  return expected === 0 ? 0 : 1 - (itemCount * observed) / expected;
}
