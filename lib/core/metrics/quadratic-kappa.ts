import { ok, type Result, refuse } from '../result';
import { square } from '../statistics/exact-math';
import { countByClass } from './confusion/class-counts';
import { type ConfusionCells, computeConfusionCells } from './confusion/confusion-cells';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Quadratic weighted κ (Cohen 1968, Psychol. Bull. 70:213–220): 1 − Σ (i−j)²·O_ij / Σ (i−j)²·E_ij, O the counts of label i
 * predicted as j and E_ij = t_i·p_j/n what the margins alone would give. Classes are ordinal in the order the benchmark
 * declares them, one step between neighbours; two classes give
 * Cohen's κ. Range −1 to 1, 0 at chance, higher is better. Equal to scikit-learn's
 * `cohen_kappa_score(weights='quadratic', labels=<all classes>)`. Undefined for n = 0 (`no-items`) and where labels and
 * predictions are all the same class, 0/0 (`no-variation`).
 */
export function computeQuadraticKappa(s: ClassificationScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const cells = computeConfusionCells(s);
  if (cells.counts.length === 1 && cells.labels[0] === cells.predicted[0])
    return refuse(undefinedMetric('no-variation'));
  return ok(computeQuadraticKappaOf(cells, cells.counts));
}

/** κ when the cells hold `counts` items; a resample that left one diagonal cell tells nothing beyond chance and gets 0. */
export function computeQuadraticKappaOf(cells: ConfusionCells, counts: Float64Array): number {
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
  // n·Σ (i−j)²·E_ij, multiplied out.
  const expected = itemCount * squares - 2 * labelSum * predictedSum;
  return expected === 0 ? 0 : 1 - (itemCount * observed) / expected;
}
