import { computeMean } from './compensated-sum';
import { square } from './exact-math';
import { normalQuantile975 } from './normal-quantile';
import {
  comparePairsBy,
  differingCountMin,
  isSpread,
  type PairComparator,
  pairedGroupCountMin,
} from './pair-comparison';
import { countDiffering, type PairedUnits, sumResiduals } from './paired-units';
import { replicateCount } from './percentile-limits';
import { createRng } from './rng';
import { computeStudentQuantile, computeStudentUpperTail } from './student-distribution';
import { sumDrawn } from './sum-drawn';

/**
 * Tests of the differences of means of all pairs of models over the same units. SE² is that of `PairedUnits`: over units that are
 * items it is s²/n of the paired differences; over groups, the cluster variance of Liang & Zeger 1986 (Biometrika 73:13–22),
 * which for 0/1 outcomes is that of Obuchowski 1998 (Stat. Med. 17:1495–1507); over pseudo-values, the infinitesimal jackknife.
 *
 * p is two-sided, the tail of Student's t beyond |difference|/SE. With a seed the paired bootstrap looks too (Efron & Tibshirani 1993, ch. 16; of groups, Field & Welsh 2007): every one of
 * B = 2,000 resamples draws the same units for all models, and p is at least twice the share of them on the far side of 0. That
 * share alone can't tell 1/1,000 from 1/1,000,000, as tests of many pairs must; the tail alone can't see a skewed difference.
 *
 * Never below 2^(1 − units), the least p of any test that swaps the two models unit by unit. 1 where the means are equal, and
 * where the variance has no value, as with a single unit or a class of one item.
 *
 * A model costs n, and with a seed B·units additions; it keeps a number a unit, and with a seed B more. A pair costs as much.
 * Units are drawn once for four models.
 */
export function createUnitComparator(
  units: PairedUnits,
  tail: {
    readonly seed: string | null;
    /** Of Student's t; one less than there are units, unless given. */
    readonly degrees?: number;
    /** What all models' means are divided by in their scores, item by item; see `measureRatioError`. */
    readonly yardstick?: Float64Array | null;
  },
): PairComparator {
  const models: (ReducedModel | null)[] = [];
  const draws = tail.seed === null ? null : startDraws(units.sizes, tail.seed);
  const unitCount = units.sizes.length;
  const leastP = computeLeastP(unitCount);
  const degrees = tail.degrees ?? unitCount - 1;

  const errorOf = (first: ReducedModel, second: ReducedModel): number =>
    Math.sqrt(computeDifferenceSquares(first, second, units)) / units.itemCount;

  const limit = limitDifferences(
    units,
    degrees,
    tail.yardstick ? measureRatioError(units, tail.yardstick) : errorOf,
  );

  function compute(first: ReducedModel, second: ReducedModel): number {
    const difference = first.mean - second.mean;
    const error = errorOf(first, second);
    if (difference === 0 || Number.isNaN(error)) return 1;
    const beyond = error > 0 ? computeStudentUpperTail(Math.abs(difference) / error, degrees) : 0;
    return Math.min(1, Math.max(leastP, 2 * Math.max(beyond, computeFarShare(first, second, difference))));
  }

  return {
    add(values) {
      if (values === null) {
        models.push(null);
        return;
      }
      const replicates = draws === null ? null : new Float64Array(replicateCount);
      const model = { mean: computeMean(values), residuals: sumResiduals(values, units), replicates };
      models.push(model);
      draws?.add(model);
    },
    finish() {
      draws?.finish();
      const comparable = models.flatMap((compared, model) => (compared === null ? [] : [model]));
      return comparePairsBy(models.length, comparable, {
        compute: (i, j) => compute(models[i]!, models[j]!),
        meanOf: (i) => models[i]!.mean,
        limit: (i, j) => limit(models[i]!, models[j]!),
        correlate: (i, j) => correlateResiduals(models[i]!, models[j]!, units),
      });
    },
  };
}

/** Half of the interval of a difference; null where too little decides it. */
function limitDifferences(
  units: PairedUnits,
  degrees: number,
  errorOf: (first: ReducedModel, second: ReducedModel) => number,
): (first: ReducedModel, second: ReducedModel) => number | null {
  const unitCount = units.sizes.length;
  const quantile = unitCount < 2 ? normalQuantile975 : computeStudentQuantile(0.975, degrees);
  return (first, second) => {
    const isDecided = units.areGroups
      ? unitCount >= pairedGroupCountMin
      : countDiffering(first.residuals, second.residuals) >= differingCountMin;
    const error = errorOf(first, second);
    return isDecided && isSpread(error, first.mean - second.mean) ? quantile * error : null;
  };
}

/** 2^(1 − units), halved step by step, since no engine's power is another's to the last bit. */
export function computeLeastP(unitCount: number): number {
  let p = 1;
  for (let unit = 1; unit < unitCount && p > 0; unit++) p /= 2;
  return p;
}

/** What is kept of a model: its mean, its residuals by unit, and its means over the resamples. */
type ReducedModel = {
  readonly mean: number;
  readonly residuals: Float64Array;
  readonly replicates: Float64Array | null;
};

/** n² times the variance of the difference of the means. */
function computeDifferenceSquares(
  { residuals: a }: ReducedModel,
  { residuals: b }: ReducedModel,
  { factors }: PairedUnits,
): number {
  let squares = 0;
  for (let u = 0; u < a.length; u++) {
    const difference = a[u]! - b[u]!;
    // A unit alone in its class has no residual and an infinite factor: NaN, as it should be.
    squares += factors[u]! * difference * difference;
  }
  return squares;
}

/**
 * Standard error of the difference of two means that a third mean divides, times that mean: the spread of a − b − ρ·v, where v is the
 * yardstick and ρ what the difference is of it (the ratio estimator; Cochran 1977, Sampling Techniques, § 2.11, eq. 2.46). Where the
 * means are equal it is that of the difference alone, so the test of a difference needs no yardstick. NaN where the yardstick is all 0.
 */
function measureRatioError(
  units: PairedUnits,
  yardstick: Float64Array,
): (first: ReducedModel, second: ReducedModel) => number {
  const { factors, itemCount } = units;
  const mean = computeMean(yardstick);
  const residuals = sumResiduals(yardstick, units);
  return (first, second) => {
    const ratio = (first.mean - second.mean) / mean;
    let squares = 0;
    for (let u = 0; u < residuals.length; u++)
      squares += factors[u]! * square(first.residuals[u]! - second.residuals[u]! - ratio * residuals[u]!);
    return Math.sqrt(squares) / itemCount;
  };
}

function correlateResiduals(
  { residuals: a }: ReducedModel,
  { residuals: b }: ReducedModel,
  { factors }: PairedUnits,
): number {
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let u = 0; u < a.length; u++) {
    products += factors[u]! * a[u]! * b[u]!;
    squaresA += factors[u]! * square(a[u]!);
    squaresB += factors[u]! * square(b[u]!);
  }
  return products / Math.sqrt(squaresA) / Math.sqrt(squaresB);
}

/** Share of resamples in which the model that is better by its mean isn't. 0 where nothing was drawn. */
function computeFarShare(
  { replicates: a }: ReducedModel,
  { replicates: b }: ReducedModel,
  difference: number,
): number {
  if (a === null || b === null) return 0;
  const sign = difference < 0 ? -1 : 1;
  let count = 0;
  for (let r = 0; r < a.length; r++) if (sign * (a[r]! - b[r]!) <= 0) count++;
  return count / a.length;
}

/** So many models are drawn side by side (`sumDrawn`): of more, a call would keep a process busy too long. */
const drawnTogether = 4;

/** Draws for the models that are added, and at the end for those that are left. */
function startDraws(sizes: Float64Array, seed: string): { add(model: ReducedModel): void; finish(): void } {
  const waiting: ReducedModel[] = [];
  const finish = () => drawMeans(waiting.splice(0), sizes, seed);
  return {
    add(model) {
      waiting.push(model);
      if (waiting.length === drawnTogether) finish();
    },
    finish,
  };
}

/** Fills in the models' means over the items of the drawn units, B times. The same seed draws the same units for all. */
function drawMeans(models: readonly ReducedModel[], sizes: Float64Array, seed: string): void {
  if (models.length === 0) return;
  const rng = createRng(seed);
  const unitCount = sizes.length;
  const scale = unitCount / 2 ** 32;
  const words = new Uint32Array(unitCount);
  const drawn = new Int32Array(unitCount);
  const residuals = models.map((model) => model.residuals);
  const sums = new Float64Array(models.length);
  for (let b = 0; b < replicateCount; b++) {
    rng.fillUint32(words);
    let itemCount = 0;
    for (let u = 0; u < unitCount; u++) {
      drawn[u] = words[u]! * scale;
      itemCount += sizes[drawn[u]!]!;
    }
    sumDrawn(residuals, drawn, sums);
    for (let i = 0; i < models.length; i++)
      models[i]!.replicates![b] = models[i]!.mean + sums[i]! / itemCount;
  }
}
