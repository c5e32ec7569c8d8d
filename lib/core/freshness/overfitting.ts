import type { Split } from '../benchmark';
import type { ExcessScale } from '../metrics/metric';
import { describeExcess, type Excess, excessScaleRules } from './excess';
import {
  addValues,
  computeGap,
  computeItemDifferences,
  computeSplitDifference,
  type DrawnUnits,
  type ValueSums,
} from './gap';

/**
 * Minimum number of reference models (models without feedback). With fewer, the gap is computed from the models with feedback
 * alone.
 */
export const referenceCountMin = 3;

/** A model's pseudo-values on both splits, on the scale on which the metric's gap is measured. */
export type SplitValues = Readonly<Record<Split, Float64Array>>;

/** Sums of pseudo-values over several models, for each split. */
export type SplitSums = Readonly<Record<Split, ValueSums>>;

/** Independent sampling units (items, groups or classes) of each split. */
export type SplitUnits = Readonly<Record<Split, DrawnUnits>>;

/** Overfitting to feedback measured in a round, before rounding for publication. */
export type Overfitting<Model> = {
  /** Gap over all models whose team had feedback. Null if none of these models has a value, or if the error has no value. */
  readonly gap: Excess | null;
  /** A, the number of ranked models whose team had feedback. */
  readonly testedCount: number;
  /** F, the number of reference models: anchors, and other models whose team had no feedback. */
  readonly referenceCount: number;
  /** Overfitting as a share of the leader's margin over the best constant prediction: see `computeShareOfMargin`. */
  readonly shareOfMargin: number | null;
  /** Gap of each single model whose team had feedback. */
  readonly models: readonly { readonly model: Model; readonly gap: Excess }[];
};

/** Adds a model's pseudo-values on both splits to the sums in place. */
export function addSplitValues(sums: SplitSums | null, { feedback, final }: SplitValues): SplitSums {
  return {
    feedback: addValues(sums?.feedback ?? null, feedback),
    final: addValues(sums?.final ?? null, final),
  };
}

type GapSetting = { readonly scale: ExcessScale; readonly units: SplitUnits };

/**
 * Computes the gap of the tested models, compared with the mean of the reference models if there are at least three of them.
 */
export const measureGap = (tested: SplitSums, reference: SplitSums | null, setting: GapSetting) =>
  compareSplits(
    tested,
    reference && reference.final.modelCount >= referenceCountMin ? reference : null,
    setting,
  );

/**
 * Computes the gap of the tested models, compared with the mean of the reference models if there are any.
 * @returns null where an error has no value: one item, one group, or a class of one item in a split
 */
export function compareSplits(
  tested: SplitSums,
  reference: SplitSums | null,
  { scale, units }: GapSetting,
): Excess | null {
  const measure = (split: Split) =>
    computeSplitDifference(computeItemDifferences(tested[split], reference?.[split] ?? null), units[split]);
  const [feedback, final] = [measure('feedback'), measure('final')];
  return feedback && final && computeGap({ feedback, final }, excessScaleRules[scale].unit);
}

/**
 * Computes the gap divided by the leader's margin over the best constant prediction, both on the metric's gap scale. The
 * margin is the mean difference of leader and constant on the final split, by which neither of them was selected. The share
 * is given only if the lower bound of its two-sided 95 % interval is above 0, with errors and degrees of freedom as for the
 * gap.
 *
 * @param leader,constant values of the final split
 * @returns null where the leader isn't significantly better, or an error has no value
 */
export function computeShareOfMargin(
  { unit, estimate }: Excess,
  { leader, constant }: { readonly leader: Float64Array; readonly constant: Float64Array },
  units: DrawnUnits,
): number | null {
  const difference = computeSplitDifference(
    computeItemDifferences({ modelCount: 1, sums: leader }, { modelCount: 1, sums: constant }),
    units,
  );
  if (difference === null) return null;
  const margin = describeExcess(unit, {
    estimate: difference.mean,
    standardError: Math.sqrt(difference.variance / difference.itemCount),
    degreesOfFreedom: difference.degreesOfFreedom,
  });
  return margin.lower > 0 ? estimate / margin.estimate : null;
}
