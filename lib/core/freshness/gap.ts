import { computeSampleMoments } from '../equating/link-scale';
import { square } from '../statistics/exact-math';
import { numberGroups, sumByGroup } from '../statistics/sums';
import { describeExcess, type Excess, type ExcessUnit } from './excess';

/** Item differences over both splits of a round. */
export type SplitDifferences = { readonly feedback: SplitDifference; readonly final: SplitDifference };

/**
 * Computes the gap, which measures overfitting to feedback: the mean item difference D̄ over feedback items − D̄ over final
 * items. SE² is the sum of both splits' SE². The test uses Student's t on (ΣV)²/Σ(V²/df) degrees of freedom (Satterthwaite
 * 1946).
 *
 * Valid for any models and items, because the splits were drawn at random before any feedback. Without overfitting both
 * means estimate the same number, and Neyman's variance of a randomised comparison (1923; Stat. Sci. 1990, 5:465–480) is
 * conservative. Where D is constant the error is 0. An estimate below `roundingError` counts as 0: for equal files, D consists
 * of the rounding errors of sums over models, whose own tiny standard error would make it significant.
 *
 * @param differences on the metric's scale, whose unit is `unit`
 */
export function computeGap({ feedback, final }: SplitDifferences, unit: ExcessUnit): Excess {
  const variances = [feedback, final].map(({ itemCount, variance, degreesOfFreedom }) => ({
    variance: variance / itemCount,
    degreesOfFreedom,
  }));
  const total = variances.reduce((sum, { variance }) => sum + variance, 0);
  const squares = variances.reduce((sum, split) => sum + square(split.variance) / split.degreesOfFreedom, 0);
  const estimate = feedback.mean - final.mean;
  return describeExcess(unit, {
    estimate: Math.abs(estimate) < roundingError ? 0 : estimate,
    standardError: Math.sqrt(total),
    degreesOfFreedom:
      squares > 0 ? square(total) / squares : Math.min(feedback.degreesOfFreedom, final.degreesOfFreedom),
  });
}

/** Maximum rounding error of a gap, on a scale where one item of 10⁶ changes a score by 10⁻⁶. */
const roundingError = 1e-9;

/** Sums of the values of several models, item by item. */
export type ValueSums = { readonly modelCount: number; readonly sums: Float64Array };

/** Adds a model's values to the group's sums in place. So only one column is in memory for any number of models. */
export function addValues(group: ValueSums | null, values: Float64Array): ValueSums {
  const sums = group?.sums ?? new Float64Array(values.length);
  if (sums.length !== values.length) throw new RangeError('Values of models over different items.');
  for (let j = 0; j < sums.length; j++) sums[j]! += values[j]!;
  return { modelCount: (group?.modelCount ?? 0) + 1, sums };
}

/**
 * D_j = mean pseudo-value of the tested models − mean pseudo-value of the reference models, item by item. The common effect of
 * an item's difficulty cancels, which makes the gap precise. Without reference models D_j is the mean of the tested models
 * alone.
 */
export function computeItemDifferences(tested: ValueSums, reference: ValueSums | null): Float64Array {
  if (reference === null) return tested.sums.map((sum) => sum / tested.modelCount);
  if (tested.sums.length !== reference.sums.length)
    throw new RangeError('Values of models over different items.');
  return tested.sums.map((sum, j) => sum / tested.modelCount - reference.sums[j]! / reference.modelCount);
}

/**
 * Independent sampling units of a split: the items of each true class separately, whole groups of items, or single items.
 */
export type DrawnUnits =
  | { readonly of: 'items' }
  | { readonly of: 'groups'; readonly groups: Int32Array }
  | { readonly of: 'classes'; readonly labels: Int32Array };

/** Mean of the item differences over one split, with its variance. */
export type SplitDifference = {
  readonly itemCount: number;
  /** D̄, the mean of the item differences in the unit of the scale. */
  readonly mean: number;
  /** Squared standard error times the number of items: s² for independent items. */
  readonly variance: number;
  /** Degrees of freedom of `variance`. */
  readonly degreesOfFreedom: number;
};

/**
 * Computes D̄ with its squared standard error.
 * - independent items: s²/n on n − 1 degrees of freedom
 * - G groups: G/(G − 1)·Σ_g (Σ_{i∈g} (D_i − D̄))²/n² on G − 1 (Williams 2000, Biometrics 56:645–646)
 * - true classes: Σ_c n_c·s_c²/n², DeLong's variance for areas, on (ΣV_c)²/Σ(V_c²/(n_c − 1)) (Satterthwaite 1946)
 * @returns null if the error has no value: for one item, one group, or a class of one item
 */
export function computeSplitDifference(differences: Float64Array, units: DrawnUnits): SplitDifference | null {
  const itemCount = differences.length;
  const strata = listStrata(differences, units);
  if (strata.some(({ unitCount }) => unitCount < 2)) return null;
  const variances = strata.map(({ sums, unitCount }) => {
    const squares = sums.reduce((total, sum) => total + square(sum), 0);
    return (squares * unitCount) / (unitCount - 1) / square(itemCount);
  });
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  const fewest = Math.min(...strata.map(({ unitCount }) => unitCount - 1));
  const squares = variances.reduce(
    (sum, variance, k) => sum + square(variance) / (strata[k]!.unitCount - 1),
    0,
  );
  return {
    itemCount,
    mean: computeSampleMoments(differences).mean,
    variance: total * itemCount,
    degreesOfFreedom: squares > 0 ? square(total) / squares : fewest,
  };
}

/** Residuals of a stratum (a true class, or all items), summed by sampling unit. */
type Stratum = { readonly sums: Float64Array; readonly unitCount: number };

function listStrata(differences: Float64Array, units: DrawnUnits): Stratum[] {
  if (units.of === 'classes')
    return [...new Set(units.labels)].map((label) =>
      ofItems(differences.filter((_, i) => units.labels[i] === label)),
    );
  if (units.of === 'items') return [ofItems(differences)];
  const groups = numberGroups(units.groups);
  return [{ sums: sumByGroup(center(differences), groups), unitCount: groups.groupCount }];
}

const ofItems = (differences: Float64Array): Stratum => ({
  sums: center(differences),
  unitCount: differences.length,
});

/** Subtracts the mean, by Welford's method, so that equal values have deviations of exactly 0. */
function center(values: Float64Array): Float64Array {
  const { mean } = computeSampleMoments(values);
  return values.map((value) => value - mean);
}
