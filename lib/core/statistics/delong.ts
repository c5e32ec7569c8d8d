import { computeStratifiedVariance, type ProjectedAreas, projectAreas } from './area-projections';
import { type Contrast, computeAreaSpread } from './contrast';
import { exp, log } from './exact-math';
import type { Limits } from './interval';
import { computeNewcombeLimits } from './newcombe-area';
import { computeStudentQuantile } from './student-distribution';
import { computeWelchDegrees } from './welch-degrees';

/**
 * Interval at 95 % for the mean area under the ROC curve of one or more contrasts over the same items, symmetric on the
 * logit scale: logit θ̂ ± q·SE/(θ̂(1−θ̂)) (Pepe 2003, section 5.2). One contrast gives the binary area; one contrast a
 * class gives the macro one-vs-rest area. O(contrasts × n log n).
 *
 * SE² is that of DeLong, DeLong & Clarke-Pearson 1988 (Biometrics 44:837–845), given the class sizes. An item's placements
 * are projected on the mean, g_i = (1/K)·Σ_contrasts placement_i / size of the item's side, and
 * SE² = Σ_classes m_c · s²_c(g), s²_c with divisor m_c − 1. For one contrast this is S10/m + S01/n to the letter.
 *
 * q is the 97.5 % point of Student's t with the degrees of Welch and Satterthwaite over
 * the two classes (`computeWelchDegrees`), of several classes with one less than the smallest class has items.
 *
 * Degenerate cases: where SE is 0 (perfect or reversed order, all scores tied) or a class has a single item, DeLong's
 * variance says nothing; the limits are then the means of Newcombe's limits of the contrasts, which assume nothing about
 * how the contrasts depend on each other and err on the wide side. Needs both sides of every contrast non-empty.
 *
 * @returns the limits, the area that they are of, and whether they are Newcombe's
 */
export function computeDeLongLimits(
  contrasts: readonly Contrast[],
): Limits & { readonly area: number; readonly isFallback: boolean } {
  const { areas, variance, degrees } =
    contrasts.length === 1 && hasTwoClasses(contrasts[0]!)
      ? spreadBinary(contrasts[0]!)
      : spreadMany(contrasts);
  const area = computeAverage(areas.map((contrast) => contrast.area));
  if (!(variance > 0 && area > 0 && area < 1)) {
    const limits = areas.map((a) => computeNewcombeLimits(a.area, a.positiveCount, a.negativeCount));
    return {
      area,
      lower: computeAverage(limits.map((l) => l.lower)),
      upper: computeAverage(limits.map((l) => l.upper)),
      isFallback: true,
    };
  }
  const logit = log(area / (1 - area));
  const half = (computeStudentQuantile(0.975, degrees) * Math.sqrt(variance)) / (area * (1 - area));
  return {
    area,
    lower: 1 / (1 + exp(half - logit)),
    upper: 1 / (1 + exp(-half - logit)),
    isFallback: false,
  };
}

type SpreadAreas = Pick<ProjectedAreas, 'areas'> & { readonly variance: number; readonly degrees: number };

function spreadMany(contrasts: readonly Contrast[]): SpreadAreas {
  const { areas, projections } = projectAreas(contrasts);
  return {
    areas,
    variance: computeStratifiedVariance(contrasts[0]!.labels, projections),
    degrees: Math.max(1, Math.min(...areas.map(({ positiveCount }) => positiveCount)) - 1),
  };
}

function hasTwoClasses({ labels, positive }: Contrast): boolean {
  const negative = labels.find((label) => label !== positive);
  return labels.every((label) => label === positive || label === negative);
}

/** S10/m + S01/n, for which no item's own placement is needed. */
function spreadBinary(contrast: Contrast): SpreadAreas {
  const area = computeAreaSpread(contrast);
  const ofPositives = area.positiveVariance / area.positiveCount;
  const ofNegatives = area.negativeVariance / area.negativeCount;
  return {
    areas: [area],
    variance: ofPositives + ofNegatives,
    degrees: computeWelchDegrees([
      { variance: ofPositives, degrees: area.positiveCount - 1 },
      { variance: ofNegatives, degrees: area.negativeCount - 1 },
    ]),
  };
}

function computeAverage(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
