import { computeStratifiedVariance, projectAreas } from './area-projections';
import { type Contrast, computeContrastArea } from './contrast';
import { computeUpperTail } from './normal-distribution';
import { computePairPValues, type PairPValues } from './pair-p-values';

/** The area of the first model less that of the second, its standard error, and the two-sided p. */
export type AreaDifference = {
  readonly difference: number;
  readonly standardError: number;
  readonly pValue: number;
};

/** A model's mean area and what each item adds to it. */
export type ProjectedArea = {
  readonly labels: Int32Array;
  readonly area: number;
  readonly projections: Float64Array;
};

/** Needs both sides of every contrast non-empty. O(contrasts × n log n). */
export function projectArea(contrasts: readonly Contrast[]): ProjectedArea {
  const areas = contrasts.map(computeContrastArea);
  const area = areas.reduce((sum, contrast) => sum + contrast.area, 0) / areas.length;
  return { labels: contrasts[0]!.labels, area, projections: projectAreas(contrasts, areas) };
}

/**
 * Test of two correlated areas under the ROC curve over the same items (DeLong, DeLong & Clarke-Pearson 1988, Biometrics
 * 44:837–845): the variance of the difference is that of the differences of the items' placements, which is
 * var A + var B − 2 cov(A, B) to the letter. Two-sided normal p. The mean area of several classes is compared the same way.
 *
 * Degenerate cases: without any variance p is 1 if the areas are equal, else 0; with a single item in a class the variance is
 * NaN, nothing can be told, and p is 1.
 */
export function compareAreas(first: ProjectedArea, second: ProjectedArea): AreaDifference {
  const difference = first.area - second.area;
  const gaps = first.projections.map((projection, i) => projection - second.projections[i]!);
  const standardError = Math.sqrt(computeStratifiedVariance(first.labels, gaps));
  if (Number.isNaN(standardError)) return { difference, standardError, pValue: 1 };
  if (standardError === 0) return { difference, standardError, pValue: difference === 0 ? 1 : 0 };
  return { difference, standardError, pValue: 2 * computeUpperTail(Math.abs(difference) / standardError) };
}

/**
 * p of the areas of all pairs of models. Costs n log n a model and n a pair.
 * @param scores one array a model, high where the label is `positive`; null where the model has none
 */
export function computeDeLongPairs(
  scores: readonly (Float64Array | null)[],
  { labels, positive }: Pick<Contrast, 'labels' | 'positive'>,
): PairPValues {
  const areas = scores.map((column) =>
    column === null ? null : projectArea([{ labels, positive, scores: column }]),
  );
  const comparable = areas.flatMap((area, model) => (area === null ? [] : [model]));
  return computePairPValues(scores.length, comparable, (i, j) => compareAreas(areas[i]!, areas[j]!).pValue);
}
