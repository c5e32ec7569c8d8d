import { computeStratifiedVariance, projectAreas } from './area-projections';
import { type Contrast, computeContrastArea } from './contrast';
import { exp, log } from './exact-math';
import type { Limits } from './interval';
import { computeNewcombeLimits } from './newcombe-area';
import { normalQuantile975 } from './normal-quantile';

/**
 * Interval at 95 % for the mean area under the ROC curve of one or more contrasts over the same items, symmetric on the
 * logit scale: logit θ̂ ± z·SE/(θ̂(1−θ̂)) (Pepe 2003, section 5.2). One contrast gives the binary area; one contrast a
 * class gives the macro one-vs-rest area. O(contrasts × n log n).
 *
 * SE² is that of DeLong, DeLong & Clarke-Pearson 1988 (Biometrics 44:837–845), given the class sizes. An item's placements
 * are projected on the mean, g_i = (1/K)·Σ_contrasts placement_i / size of the item's side, and
 * SE² = Σ_classes m_c · s²_c(g), s²_c with divisor m_c − 1. For one contrast this is S10/m + S01/n to the letter.
 *
 * Degenerate cases: where SE is 0 (perfect or reversed order, all scores tied) or a class has a single item, DeLong's
 * variance says nothing; the limits are then the means of Newcombe's limits of the contrasts, which assume nothing about
 * how the contrasts depend on each other and err on the wide side. Needs both sides of every contrast non-empty.
 */
export function computeDeLongLimits(contrasts: readonly Contrast[]): Limits {
  const areas = contrasts.map(computeContrastArea);
  const area = computeAverage(areas.map((contrast) => contrast.area));
  const variance = computeStratifiedVariance(contrasts[0]!.labels, projectAreas(contrasts, areas));
  if (!(variance > 0 && area > 0 && area < 1)) {
    const limits = areas.map((a) => computeNewcombeLimits(a.area, a.positiveCount, a.negativeCount));
    return {
      lower: computeAverage(limits.map((l) => l.lower)),
      upper: computeAverage(limits.map((l) => l.upper)),
    };
  }
  const logit = log(area / (1 - area));
  const half = (normalQuantile975 * Math.sqrt(variance)) / (area * (1 - area));
  return { lower: 1 / (1 + exp(half - logit)), upper: 1 / (1 + exp(-half - logit)) };
}

function computeAverage(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
