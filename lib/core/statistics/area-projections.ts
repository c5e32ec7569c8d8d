import { type Contrast, type ContrastArea, computeContrastArea } from './contrast';

/** The areas of contrasts over the same items, and what each item adds to their mean. */
export type ProjectedAreas = {
  readonly areas: readonly Omit<ContrastArea, 'placements'>[];
  readonly projections: Float64Array;
};

/**
 * What each item adds to the mean area of contrasts over the same items: g_i = (1/K)·Σ_contrasts placement_i / size of the
 * item's side (DeLong, DeLong & Clarke-Pearson 1988, projected on the mean). The mean area's variance, given the class sizes,
 * is that of the sum of g over items drawn independently within each class. The placements of one contrast at a time are in
 * memory.
 */
export function projectAreas(contrasts: readonly Contrast[]): ProjectedAreas {
  const areas: Omit<ContrastArea, 'placements'>[] = [];
  let projections: Float64Array = new Float64Array(0);
  for (const contrast of contrasts) {
    const { labels, positive } = contrast;
    const { placements, ...area } = computeContrastArea(contrast);
    const isFirst = areas.length === 0;
    if (isFirst) projections = placements;
    for (let i = 0; i < placements.length; i++) {
      const side = labels[i] === positive ? area.positiveCount : area.negativeCount;
      const added = placements[i]! / side / contrasts.length;
      projections[i] = isFirst ? added : projections[i]! + added;
    }
    areas.push(area);
  }
  return { areas, projections };
}

/**
 * Σ_classes m_c · s²_c(g), s² with divisor m_c − 1: DeLong's variance. Zero when g is constant within each class; NaN when a
 * class has a single item.
 */
export function computeStratifiedVariance(labels: Int32Array, projections: Float64Array): number {
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
