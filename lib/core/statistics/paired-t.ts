import { computeMean } from './compensated-sum';
import { square } from './exact-math';
import {
  comparePairsBy,
  differingCountMin,
  isSpread,
  type PairComparator,
  pairedGroupCountMin,
} from './pair-comparison';
import { countDiffering, type PairedUnits, sumCodes, sumResiduals } from './paired-units';
import { computeStudentQuantile, computeStudentUpperTail } from './student-distribution';
import { computeWelchDegrees } from './welch-degrees';

export type PairedTOptions = {
  /** Of Student's t; null for those of Welch and Satterthwaite over the strata, which of one stratum are its units less one. */
  readonly degrees: number | null;
  /** Whether the sizes of the strata were drawn with the items, or count as given, as in DeLong's variance. */
  readonly areSizesDrawn: boolean;
  /** Divisor of all models' means in their scores, item by item; null where there is none. */
  readonly yardstick: Float64Array | null;
};

/**
 * Paired t tests of the differences of means of all pairs of models over the same units. SE² is s²(d)/n of the paired differences d;
 * of units that are groups the cluster variance of Liang & Zeger 1986 (Biometrika 73:13–22), for 0/1 values that of Obuchowski 1998
 * (Stat. Med. 17:1495–1507); of pseudo-values the infinitesimal jackknife; of an area's, with given class sizes, DeLong's variance
 * Σ V_c, V_c = n_c·s_c²(d)/n² of class c. p is two-sided, by Student's t.
 *
 * p ≥ 2^(1 − k), k units whose predictions differ: the least p of any test that swaps the two models' predictions unit by unit. Where
 * SE is 0, p is 1 if the means are equal, else that floor. 1 where the variance has no value, as of a single unit, and of a class of
 * one item whose size is given; drawn, its difference from the mean of all stands for its spread, with one degree.
 *
 * A model and a pair cost a number a unit. Items are pooled above 4,096 (`PairedUnits`), and k counts pools then.
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
    // The ratio estimator: the spread of a − b − ρ·v, ρ what the difference is of the yardstick v (Cochran 1977, eq. 2.46).
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

/** Fewer than `differingCountMin`: a class of few items that decides is in the degrees already. */
const differingOfClassesMin = 3;

/** Kept of a model: its mean, its residuals from the means of the strata by unit, those means, and a code of each unit's predictions. */
type ComparedModel = {
  readonly mean: number;
  readonly residuals: Float64Array;
  readonly stratumMeans: Float64Array;
  readonly codes: Uint32Array;
};

/** 2^(1 − k), halved step by step, since no engine's power is another's to the last bit. */
function computeLeastP({ codes: a }: ComparedModel, { codes: b }: ComparedModel): number {
  let p = 2;
  for (let u = 0; u < a.length && p > 0; u++) if (a[u] !== b[u]) p /= 2;
  return Math.min(1, p);
}

type DifferenceSpread = { readonly error: number; readonly degrees: number };

/** The standard error of the difference of two means, with its degrees of freedom. */
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
    // n_c·s_c², by the units that the stratum's items are in; NaN of one unit.
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
