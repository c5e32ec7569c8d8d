import { square } from './exact-math';
import {
  comparePairsBy,
  differingCountMin,
  isSpread,
  type PairComparator,
  pairedGroupCountMin,
} from './pair-comparison';
import { computeStudentQuantile, computeStudentUpperTail, computeWelchDegrees } from './student-distribution';
import { computeMean, numberGroups } from './sums';

export type PairedTOptions = {
  /**
   * Degrees of freedom of Student's t; null for those of Welch and Satterthwaite over the strata. For a single stratum these
   * are the number of units minus 1.
   */
  readonly degrees: number | null;
  /** True if the sizes of the strata are treated as random, false if they are treated as given, as in DeLong's variance. */
  readonly areSizesDrawn: boolean;
  /** Item values whose mean divides every model's mean to give its score; null where there is no such divisor. */
  readonly yardstick: Float64Array | null;
};

/**
 * Paired t tests of the differences of means of all pairs of models over the same units. SE² is s²(d)/n of the paired
 * differences d; for units that are groups the cluster variance of Liang & Zeger 1986 (Biometrika 73:13–22), for 0/1 values
 * the variance of Obuchowski 1998 (Stat. Med. 17:1495–1507); for pseudo-values the infinitesimal jackknife; for
 * pseudo-values of an area, with given class sizes, DeLong's variance Σ V_c, V_c = n_c·s_c²(d)/n² of class c. p is
 * two-sided, by Student's t.
 *
 * p is at least 2^(1 − k), k the number of units whose predictions differ: the smallest p of any test that exchanges the two
 * models' predictions unit by unit. Where SE is 0, p is 1 if the means are equal, else that minimum. p is 1 where the
 * variance is undefined, as for a single unit, and for a class of one item whose size is given; if sizes are random, the
 * item's distance from the mean of all items replaces the standard deviation, with one degree of freedom.
 *
 * A model and a pair take one number per unit. More than 4,096 items are pooled (`PairedUnits`), and k then counts pools.
 */
export function createPairedTComparator(units: PairedUnits, options: PairedTOptions): PairComparator {
  const models: (ComparedModel | null)[] = [];
  const { yardstick } = options;
  const divisor = yardstick && {
    mean: computeMean(yardstick),
    residuals: sumResiduals(yardstick, units).residuals,
  };

  function compute(first: ComparedModel, second: ComparedModel): number {
    const difference = first.mean - second.mean;
    if (difference === 0) return 1;
    const { error, degrees } = spreadDifference(first, second, { units, ...options });
    if (Number.isNaN(error)) return 1;
    const tail = error > 0 ? computeStudentUpperTail(Math.abs(difference) / error, degrees) : 0;
    return Math.min(1, Math.max(computeLeastP(first, second), 2 * tail));
  }

  function limit(first: ComparedModel, second: ComparedModel): number | null {
    const difference = first.mean - second.mean;
    // Ratio estimator: the standard error is that of a − b − ρ·v, ρ the difference divided by the mean of the yardstick v
    // (Cochran 1977, eq. 2.46).
    const by = divisor === null ? null : { ratio: difference / divisor.mean, residuals: divisor.residuals };
    const { error, degrees } = spreadDifference(first, second, { units, ...options, by });
    const isDecided = units.areGroups
      ? units.unitCount >= pairedGroupCountMin
      : countDiffering(first.residuals, second.residuals) >=
        (units.strata.length > 1 ? differingOfClassesMin : differingCountMin);
    return isDecided && isSpread(error, difference) ? computeStudentQuantile(0.975, degrees) * error : null;
  }

  return {
    add(values, codes) {
      models.push(
        values && {
          mean: computeMean(values),
          ...sumResiduals(values, units),
          codes: sumCodes(values, codes, units),
        },
      );
    },
    finish() {
      const comparable = models.flatMap((model, i) => (model === null ? [] : [i]));
      return comparePairsBy(models.length, comparable, {
        compute: (i, j) => compute(models[i]!, models[j]!),
        meanOf: (i) => models[i]!.mean,
        limit: (i, j) => limit(models[i]!, models[j]!),
      });
    },
  };
}

/**
 * Minimum number of differing items for metrics of classes, whose degrees of freedom already account for classes of few
 * items.
 */
const differingOfClassesMin = 3;

/**
 * Data stored for a model: the mean of its values, residuals from the means of the strata by unit, the means of the strata,
 * and a code of each unit's predictions.
 */
type ComparedModel = {
  readonly mean: number;
  readonly residuals: Float64Array;
  readonly stratumMeans: Float64Array;
  readonly codes: Uint32Array;
};

/** Computes 2^(1 − k) by halving step by step, since powers differ between JavaScript engines in the last bit. */
function computeLeastP({ codes: a }: ComparedModel, { codes: b }: ComparedModel): number {
  let p = 2;
  for (let u = 0; u < a.length && p > 0; u++) if (a[u] !== b[u]) p /= 2;
  return Math.min(1, p);
}

type DifferenceSpread = { readonly error: number; readonly degrees: number };

/** Computes the standard error of the difference of two means, with its degrees of freedom. */
function spreadDifference(
  first: ComparedModel,
  second: ComparedModel,
  {
    units: { itemCount: n, strata },
    areSizesDrawn,
    degrees,
    by = null,
  }: Pick<PairedTOptions, 'areSizesDrawn' | 'degrees'> & {
    readonly units: PairedUnits;
    readonly by?: { readonly ratio: number; readonly residuals: Float64Array } | null;
  },
): DifferenceSpread {
  const whole = first.mean - second.mean;
  let variance = 0;
  const parts = strata.map(({ itemCount, unitCount, from }, c) => {
    let squares = 0;
    for (let u = from; u < from + unitCount; u++)
      squares += square(first.residuals[u]! - second.residuals[u]! - (by ? by.ratio * by.residuals[u]! : 0));
    // n_c·s_c², computed from the units of the stratum; NaN for a single unit.
    const within = (squares / (unitCount - 1)) * unitCount;
    const between = square(first.stratumMeans[c]! - second.stratumMeans[c]! - whole);
    if (!areSizesDrawn) variance += within / n / n;
    else {
      const inside = itemCount === 1 ? 0 : within * ((itemCount - 1) / itemCount);
      variance += (inside + itemCount * between) / n / (n - 1);
    }
    return itemCount === 1
      ? { variance: between / n / n, degrees: 1 }
      : { variance: within / n / n, degrees: unitCount - 1 };
  });
  return { error: Math.sqrt(variance), degrees: degrees ?? computeWelchDegrees(parts) };
}

/** Units whose values are centred on a common mean: all units, or those of one true class. */
export type Stratum = {
  readonly itemCount: number;
  /** Index of the stratum's first unit; its units are adjacent. `unitCount` is their number. */
  readonly from: number;
  readonly unitCount: number;
};

/**
 * The independent units by which models are compared over the same items: an item, a group of items, or a pool of several
 * items or groups. A model's residuals are added by unit.
 */
export type PairedUnits = {
  readonly itemCount: number;
  readonly unitOf: Int32Array;
  readonly unitCount: number;
  readonly strata: readonly Stratum[];
  /** For each item the index of its stratum in `strata`. */
  readonly stratumOf: Int32Array;
  /** True if units are groups or pools of groups, false if they are items or pools of items. */
  readonly areGroups: boolean;
};

/**
 * Maximum number of units. If there are more, unit k is pooled with all units k + 4,096·j, so that comparing a thousand
 * models takes the same memory and time for any number of items. Pools of independent items are independent too, and
 * estimate the same variance (the random groups of Wolter 2007, Introduction to Variance Estimation, ch. 2), here with an
 * error of the standard error of about 1 %.
 */
const unitCountMax = 4096;

/**
 * Forms the units of one stratum.
 * @param groups for each item the index of its group; groups are then the units; null for independent items
 */
export function formUnits(itemCount: number, groups: Int32Array | null): PairedUnits {
  const independent = numberGroups(groups ?? Int32Array.from({ length: itemCount }, (_, item) => item));
  const unitCount = Math.min(independent.groupCount, unitCountMax);
  const unitOf = independent.groups.map((unit) => unit % unitCount);
  return {
    itemCount,
    unitOf,
    unitCount,
    // For groups this is the number of units and not of items: in the variance a group counts as one unit, whatever its
    // size.
    strata: [{ itemCount: groups === null ? itemCount : unitCount, from: 0, unitCount }],
    stratumOf: new Int32Array(itemCount),
    areGroups: groups !== null,
  };
}

/** Forms units within the classes of the items' labels, one stratum per class. */
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
 * Effective number of units in which two models differ: (Σr²)²/Σr⁴ of the differences r of their residuals (Kish 1965,
 * section 11.7, for weights r²); 0 without differences. If m differences have equal size and the others are 0, it is m.
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

/** Computes the residuals of a model's values from the means of the strata, added by unit, and the means of the strata. */
export function sumResiduals(
  values: Float64Array,
  { unitOf, unitCount, strata, stratumOf }: PairedUnits,
): { residuals: Float64Array; stratumMeans: Float64Array } {
  const counts = new Float64Array(strata.length);
  const stratumMeans = new Float64Array(strata.length);
  for (let i = 0; i < values.length; i++) {
    // Welford's method (1962) makes residuals of equal values exactly 0.
    const stratum = stratumOf[i]!;
    counts[stratum]!++;
    stratumMeans[stratum]! += (values[i]! - stratumMeans[stratum]!) / counts[stratum]!;
  }
  const residuals = new Float64Array(unitCount);
  for (let i = 0; i < values.length; i++) residuals[unitOf[i]!]! += values[i]! - stratumMeans[stratumOf[i]!]!;
  return { residuals, stratumMeans };
}

/**
 * Computes a code of each unit's predictions. Different codes mean different predictions; equal codes mean equal
 * predictions, except for one pair in 2³².
 * @param codes of the items; null to use the values, which are then equal for equal predictions
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

/** Computes a 32-bit code for each number: FNV-1a of its two halves (Fowler, Noll & Vo 1991). */
export function hashNumbers(values: Float64Array): Uint32Array {
  // Adding 0 turns −0 into 0, which is the same prediction.
  const halves = new Uint32Array(values.map((value) => value + 0).buffer);
  return Uint32Array.from(values, (_, i) =>
    Math.imul(Math.imul(0x811c9dc5 ^ halves[2 * i]!, 0x01000193) ^ halves[2 * i + 1]!, 0x01000193),
  );
}
