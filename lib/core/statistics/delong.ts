import { type Contrast, type ContrastArea, computeContrastArea } from './contrast';
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
  const variance = computeVariance(contrasts, areas);
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

/** Zero when the order is the same for all items of each class; NaN when a class has a single item. */
function computeVariance(contrasts: readonly Contrast[], areas: readonly ContrastArea[]): number {
  const labels = contrasts[0]!.labels;
  const projections = new Float64Array(labels.length);
  for (let k = 0; k < contrasts.length; k++) {
    const { positive } = contrasts[k]!;
    const { positiveCount, negativeCount, placements } = areas[k]!;
    for (let i = 0; i < labels.length; i++) {
      const side = labels[i] === positive ? positiveCount : negativeCount;
      projections[i]! += placements[i]! / side / contrasts.length;
    }
  }
  const sums = new Map<number, { count: number; mean: number; squares: number }>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const seen = sums.get(label) ?? { count: 0, mean: 0, squares: 0 };
    sums.set(label, seen);
    // Welford 1962: differences of large sums would turn a variance of zero into noise.
    seen.count++;
    const before = projections[i]! - seen.mean;
    seen.mean += before / seen.count;
    seen.squares += before * (projections[i]! - seen.mean);
  }
  let variance = 0;
  for (const { count, squares } of sums.values()) variance += (count * squares) / (count - 1);
  return variance;
}

function computeAverage(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
