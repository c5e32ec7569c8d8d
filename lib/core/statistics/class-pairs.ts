import { computeMean } from './compensated-sum';
import { square } from './exact-math';
import { comparePairsBy, isSpread, type PairComparator } from './pair-comparison';
import { countDiffering, formUnitsByClass, type PairedUnits, sumResiduals } from './paired-units';
import { computeStudentQuantile, computeStudentUpperTail } from './student-distribution';
import { computeLeastP } from './unit-pairs';
import { computeWelchDegrees } from './welch-degrees';

/** Whether the classes of the labels were drawn with the items, or their sizes count as given, as in DeLong's variance. */
export type ClassSizes = 'drawn' | 'given';

/**
 * Tests of the differences of means of all pairs of models, whose uncertainty comes from the true classes: a class of ten items among
 * a thousand is known by ten. p is two-sided, by Student's t with the degrees of Welch and Satterthwaite (`computeWelchDegrees`) over
 * the parts V_c = n_c·s_c²(d)/n² of the paired differences d of class c, or with the degrees that are given.
 *
 * SE² is s²(d)/n over all items where classes were drawn: over pseudo-values the infinitesimal jackknife. Where their sizes are given
 * it is Σ V_c: over pseudo-values of an area, DeLong's variance.
 *
 * Degenerate cases: a class of one item has no s_c; drawn, its difference from the mean of all stands for it, with one degree. Given,
 * and where the means are equal, p is 1. Never below 2^(1 − units), as in `createUnitComparator`. Items of a class are pooled as
 * there, and its degrees are then those of the pools.
 *
 * @param labels the class of each item, 0 …
 * @param degrees null for those of Welch and Satterthwaite
 */
export function createClassComparator(
  labels: Int32Array,
  { sizes, degrees }: { sizes: ClassSizes; degrees: number | null },
): PairComparator {
  const units = formUnitsByClass(labels);
  const strata = listStrata(units);
  const leastP = computeLeastP(units.sizes.length);
  const models: (ClassedModel | null)[] = [];

  function compute(first: ClassedModel, second: ClassedModel): number {
    const difference = first.mean - second.mean;
    if (difference === 0) return 1;
    const spread = spreadDifference(first, second, { units, strata, sizes });
    if (Number.isNaN(spread.variance)) return 1;
    const t = Math.abs(difference) / Math.sqrt(spread.variance);
    const beyond =
      spread.variance > 0 ? computeStudentUpperTail(t, degrees ?? computeWelchDegrees(spread.parts)) : 0;
    return Math.min(1, Math.max(leastP, 2 * beyond));
  }

  function limit(first: ClassedModel, second: ClassedModel): number | null {
    const { variance, parts } = spreadDifference(first, second, { units, strata, sizes });
    const error = Math.sqrt(variance);
    if (countDiffering(first.residuals, second.residuals) < differingOfClassesMin) return null;
    if (!isSpread(error, first.mean - second.mean)) return null;
    return computeStudentQuantile(0.975, degrees ?? computeWelchDegrees(parts)) * error;
  }

  return {
    add(values) {
      models.push(
        values && {
          mean: computeMean(values),
          residuals: sumResiduals(values, units),
          meanOf: strata.map(({ stratum }) => averageStratum(values, units, stratum)),
        },
      );
    },
    finish() {
      const comparable = models.flatMap((model, i) => (model === null ? [] : [i]));
      const covary = (a: ClassedModel, b: ClassedModel) => covaryModels(a, b, { units, strata, sizes });
      return comparePairsBy(models.length, comparable, {
        compute: (i, j) => compute(models[i]!, models[j]!),
        meanOf: (i) => models[i]!.mean,
        limit: (i, j) => limit(models[i]!, models[j]!),
        correlate(i, j) {
          const [a, b] = [models[i]!, models[j]!];
          return covary(a, b) / Math.sqrt(covary(a, a)) / Math.sqrt(covary(b, b));
        },
      });
    },
  };
}

/** Fewer than `differingCountMin`: that a class of few items decides is in the degrees already. */
const differingOfClassesMin = 3;

/** What is kept of a model: its mean, its residuals from the means of the classes by unit, and those means. */
type ClassedModel = {
  readonly mean: number;
  readonly residuals: Float64Array;
  readonly meanOf: readonly number[];
};

/** A class: its items, and the units that they are pooled to. */
type Stratum = {
  readonly stratum: number;
  readonly itemCount: number;
  readonly units: readonly [from: number, to: number];
};

type Classed = {
  readonly units: PairedUnits;
  readonly strata: readonly Stratum[];
  readonly sizes: ClassSizes;
};

function listStrata({ unitOf, stratumOf }: PairedUnits): Stratum[] {
  const strata: { stratum: number; itemCount: number; units: [number, number] }[] = [];
  for (let i = 0; i < unitOf.length; i++) {
    const stratum = stratumOf[i]!;
    const unit = unitOf[i]!;
    strata[stratum] ??= { stratum, itemCount: 0, units: [unit, unit + 1] };
    const own = strata[stratum];
    own.itemCount++;
    own.units = [Math.min(own.units[0], unit), Math.max(own.units[1], unit + 1)];
  }
  return strata;
}

function averageStratum(values: Float64Array, { stratumOf }: PairedUnits, stratum: number): number {
  let count = 0;
  let mean = 0;
  for (let i = 0; i < values.length; i++) {
    if (stratumOf[i] !== stratum) continue;
    count++;
    mean += (values[i]! - mean) / count;
  }
  return mean;
}

/** The variance of the difference of two means, and what each class adds to it. */
function spreadDifference(first: ClassedModel, second: ClassedModel, { units, strata, sizes }: Classed) {
  const n = units.itemCount;
  const whole = first.mean - second.mean;
  let variance = 0;
  const parts = strata.map(({ itemCount, units: [from, to] }, c) => {
    const between = square(first.meanOf[c]! - second.meanOf[c]! - whole);
    let squares = 0;
    for (let u = from; u < to; u++) squares += square(first.residuals[u]! - second.residuals[u]!);
    // n_c·s_c², by the pools that the class's items are in; a class of one item has NaN.
    const within = (squares / (to - from - 1)) * (to - from);
    if (sizes === 'given') variance += within / n / n;
    else {
      const inside = itemCount === 1 ? 0 : within * ((itemCount - 1) / itemCount);
      variance += (inside + itemCount * between) / n / (n - 1);
    }
    return itemCount === 1
      ? { variance: between / n / n, degrees: 1 }
      : { variance: within / n / n, degrees: to - from - 1 };
  });
  return { variance, parts };
}

/** n² times the covariance of two models' means. */
function covaryModels(first: ClassedModel, second: ClassedModel, { units, strata, sizes }: Classed): number {
  let sum = 0;
  for (const [
    c,
    {
      itemCount,
      units: [from, to],
    },
  ] of strata.entries()) {
    for (let u = from; u < to; u++) sum += units.factors[u]! * first.residuals[u]! * second.residuals[u]!;
    if (sizes === 'drawn')
      sum += itemCount * (first.meanOf[c]! - first.mean) * (second.meanOf[c]! - second.mean);
  }
  return sum;
}
