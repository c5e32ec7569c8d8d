import { ok, type Result, refuse } from '../result';
import { countByClass } from './confusion/class-counts';
import { type ConfusionCells, computeConfusionCells } from './confusion/confusion-cells';
import type { ClassificationScorable } from './scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from './scorable/undefined-metric';

/**
 * Mean of the classes' F1 weighted by how often they are labels: Σ (t_c/n)·2·TP_c/(t_c + p_c), t_c items labelled and p_c
 * predicted as class c (van Rijsbergen 1979). Range 0 to 1, higher is better. Equal to scikit-learn's
 * `f1_score(average='weighted', zero_division=0)`. Undefined for n = 0 (`no-items`).
 */
export function computeWeightedF1(s: ClassificationScorable): Result<number, UndefinedMetric> {
  if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
  const cells = computeConfusionCells(s);
  return ok(computeWeightedF1Of(cells, cells.counts));
}

/** Weighted F1 when the cells hold `counts` items, at least one of them positive. */
export function computeWeightedF1Of(cells: ConfusionCells, counts: Float64Array): number {
  const { labelled, predicted, hits, itemCount } = countByClass(cells, counts);
  let sum = 0;
  for (let c = 0; c < cells.classCount; c++)
    if (labelled[c]! > 0) sum += (labelled[c]! * 2 * hits[c]!) / (labelled[c]! + predicted[c]!);
  return Math.min(1, sum / itemCount);
}
