import { ok, type Result, refuse } from '../result';
import { countByClass } from './confusion/class-counts';
import { type ConfusionCells, computeConfusionCells } from './confusion/confusion-cells';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Cohen's κ (Cohen 1960, Educ. Psychol. Meas. 20:37–46): (p_o − p_e)/(1 − p_e), p_o the share of hits and p_e = Σ t_c·p_c/n²
 * what the margins alone would give. Range −1 to 1, 0 at chance, higher is better. Equal to scikit-learn's
 * `cohen_kappa_score`. Undefined for n = 0 (`no-items`) and where labels and predictions are all the same class, 0/0
 * (`no-variation`).
 */
export function computeCohenKappa(s: ClassificationScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const cells = computeConfusionCells(s);
  if (cells.counts.length === 1 && cells.labels[0] === cells.predicted[0])
    return refuse(undefinedMetric('no-variation'));
  return ok(computeCohenKappaOf(cells, cells.counts));
}

/** κ when the cells hold `counts` items; a resample that left one diagonal cell tells nothing beyond chance and gets 0. */
export function computeCohenKappaOf(cells: ConfusionCells, counts: Float64Array): number {
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
