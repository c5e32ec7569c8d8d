import { square } from './exact-math';
import { numberGroups } from './group-sums';

/** Units within which values are centered together: all of them, or those of a true class. */
export type Stratum = {
  readonly itemCount: number;
  /** The first of its units, which are neighbours, and how many there are. */
  readonly from: number;
  readonly unitCount: number;
};

/**
 * The independent units by which models are compared over the same items: an item, a group of items, or a pool of several of
 * either. A model's residuals are added up by unit.
 */
export type PairedUnits = {
  readonly itemCount: number;
  readonly unitOf: Int32Array;
  readonly unitCount: number;
  readonly strata: readonly Stratum[];
  /** Index into `strata` of each item. */
  readonly stratumOf: Int32Array;
  /** Whether a unit is a group, or a pool of groups, and not of items by themselves. */
  readonly areGroups: boolean;
};

/**
 * More units than this are pooled, unit k with all k + 4,096·j, so that comparing a thousand models takes the same memory and
 * time for any number of items. Pools of independent items are independent too, and estimate the same variance (the random
 * groups of Wolter 2007, Introduction to Variance Estimation, ch. 2), here with an error of the standard error of about 1 %.
 */
const unitCountMax = 4096;

/** @param groups the index of each item's group, which are then the units; null for independent items */
export function formUnits(itemCount: number, groups: Int32Array | null): PairedUnits {
  const independent = numberGroups(groups ?? Int32Array.from({ length: itemCount }, (_, item) => item));
  const unitCount = Math.min(independent.groupCount, unitCountMax);
  const unitOf = independent.groups.map((unit) => unit % unitCount);
  return {
    itemCount,
    unitOf,
    unitCount,
    // Not the number of items: a group is one unit of the variance, whatever it holds.
    strata: [{ itemCount: groups === null ? itemCount : unitCount, from: 0, unitCount }],
    stratumOf: new Int32Array(itemCount),
    areGroups: groups !== null,
  };
}

/** Units within the classes of the items' labels. */
export function formUnitsByClass(labels: Int32Array): PairedUnits {
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  const ofClassMax = Math.max(8, Math.floor(unitCountMax / classes.length));
  const unitOf = new Int32Array(labels.length);
  const stratumOf = new Int32Array(labels.length);
  const strata: Stratum[] = [];
  let from = 0;
  for (const [stratum, label] of classes.entries()) {
    const itemCount = labels.reduce((count, other) => count + (other === label ? 1 : 0), 0);
    const unitCount = Math.min(itemCount, ofClassMax);
    let seen = 0;
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] !== label) continue;
      unitOf[i] = from + (seen++ % unitCount);
      stratumOf[i] = stratum;
    }
    strata.push({ itemCount, from, unitCount });
    from += unitCount;
  }
  return {
    itemCount: labels.length,
    unitOf,
    unitCount: from,
    strata,
    stratumOf,
    areGroups: false,
  };
}

/**
 * How many units make the difference of two models: (Σr²)²/Σr⁴ of the differences r of their residuals (Kish 1965, section 11.7, of
 * weights r²), 0 where there is none. So many units of equal weight, and none of the others, would have the same ratio.
 */
export function countDiffering(first: Float64Array, second: Float64Array): number {
  let [squares, fourths] = [0, 0];
  for (let u = 0; u < first.length; u++) {
    const weight = square(first[u]! - second[u]!);
    squares += weight;
    fourths += square(weight);
  }
  return fourths > 0 ? squares * (squares / fourths) : 0;
}

/** The residuals of a model's values from the means of the strata, added up by unit, and those means. */
export function sumResiduals(
  values: Float64Array,
  { unitOf, unitCount, strata, stratumOf }: PairedUnits,
): { residuals: Float64Array; stratumMeans: Float64Array } {
  const counts = new Float64Array(strata.length);
  const stratumMeans = new Float64Array(strata.length);
  for (let i = 0; i < values.length; i++) {
    // Welford 1962: equal values have residuals of exactly 0.
    const stratum = stratumOf[i]!;
    counts[stratum]!++;
    stratumMeans[stratum]! += (values[i]! - stratumMeans[stratum]!) / counts[stratum]!;
  }
  const residuals = new Float64Array(unitCount);
  for (let i = 0; i < values.length; i++) residuals[unitOf[i]!]! += values[i]! - stratumMeans[stratumOf[i]!]!;
  return { residuals, stratumMeans };
}

/**
 * A code of each unit's predictions: units with other codes have other predictions. Two units with the same code have, but for one pair
 * in 2³², the same.
 * @param codes of the items; without them values are compared, which are equal where predictions are
 */
export function sumCodes(
  values: Float64Array,
  codes: Uint32Array | null,
  { unitOf, unitCount }: PairedUnits,
): Uint32Array {
  const words = codes ?? hashNumbers(values);
  const sums = new Uint32Array(unitCount);
  for (let i = 0; i < words.length; i++) {
    const unit = unitOf[i]!;
    sums[unit] = Math.imul(sums[unit]! ^ words[i]!, 0x01000193) + 1;
  }
  return sums;
}

/** A word for each number: FNV-1a of its two halves (Fowler, Noll & Vo 1991). */
export function hashNumbers(values: Float64Array): Uint32Array {
  // Adding 0 turns −0 into 0, which predicts the same.
  const halves = new Uint32Array(values.map((value) => value + 0).buffer);
  return Uint32Array.from(values, (_, i) =>
    Math.imul(Math.imul(0x811c9dc5 ^ halves[2 * i]!, 0x01000193) ^ halves[2 * i + 1]!, 0x01000193),
  );
}
