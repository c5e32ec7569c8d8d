import { square } from './exact-math';
import { numberGroups } from './group-sums';

/**
 * The independent units by which models are compared over the same items: an item, a group of items, or a pool of several of
 * either. A model's residuals are added up by unit, and the variance of the difference of two models' means is
 * Σ_u factor_u·(difference of the residual sums of u)²/n².
 */
export type PairedUnits = {
  readonly itemCount: number;
  readonly unitOf: Int32Array;
  /** Items in each unit. */
  readonly sizes: Float64Array;
  readonly factors: Float64Array;
  /** Which mean an item's residual is taken from: of its class where the class sizes count as given, else of all items. */
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
    sizes: countUnits(unitOf, unitCount),
    factors: new Float64Array(unitCount).fill(unitCount / (unitCount - 1)),
    stratumOf: new Int32Array(itemCount),
    areGroups: groups !== null,
  };
}

/** Units within the classes of the items' labels, whose sizes count as given, as in DeLong's variance. */
export function formUnitsByClass(labels: Int32Array): PairedUnits {
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  const ofClassMax = Math.max(8, Math.floor(unitCountMax / classes.length));
  const unitOf = new Int32Array(labels.length);
  const stratumOf = new Int32Array(labels.length);
  const factors: number[] = [];
  classes.forEach((label, stratum) => {
    const first = factors.length;
    const itemCount = labels.reduce((count, other) => count + (other === label ? 1 : 0), 0);
    const unitCount = Math.min(itemCount, ofClassMax);
    for (let u = 0; u < unitCount; u++) factors.push(unitCount / (unitCount - 1));
    let seen = 0;
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] !== label) continue;
      unitOf[i] = first + (seen++ % unitCount);
      stratumOf[i] = stratum;
    }
  });
  return {
    itemCount: labels.length,
    unitOf,
    sizes: countUnits(unitOf, factors.length),
    factors: Float64Array.from(factors),
    stratumOf,
    areGroups: false,
  };
}

/**
 * How many units make the difference of two models: (Σr²)²/Σr⁴ of the differences r of their residuals (`computeEffectiveCount`), 0
 * where there is none.
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

/** The residuals of a model's values, added up by unit. */
export function sumResiduals(
  values: Float64Array,
  { unitOf, factors, stratumOf }: PairedUnits,
): Float64Array {
  const means = computeStratumMeans(values, stratumOf);
  const sums = new Float64Array(factors.length);
  for (let i = 0; i < values.length; i++) sums[unitOf[i]!]! += values[i]! - means[stratumOf[i]!]!;
  return sums;
}

function computeStratumMeans(values: Float64Array, stratumOf: Int32Array): Float64Array {
  const stratumCount = stratumOf.reduce((max, stratum) => Math.max(max, stratum), -1) + 1;
  const counts = new Float64Array(stratumCount);
  const means = new Float64Array(stratumCount);
  for (let i = 0; i < values.length; i++) {
    // Welford 1962: equal values have residuals of exactly 0.
    const stratum = stratumOf[i]!;
    counts[stratum]!++;
    means[stratum]! += (values[i]! - means[stratum]!) / counts[stratum]!;
  }
  return means;
}

function countUnits(unitOf: Int32Array, unitCount: number): Float64Array {
  const sizes = new Float64Array(unitCount);
  for (const unit of unitOf) sizes[unit]!++;
  return sizes;
}
