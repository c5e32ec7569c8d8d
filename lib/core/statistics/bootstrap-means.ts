import { computeJackknifeAcceleration, type Resampled, replicateCount } from './bootstrap-intervals';
import { drawManyMeans } from './bootstrap-many-means';
import { createRng } from './rng';
import { computeMean, numberGroups, sumByGroup } from './sums';

/** Number of items above which most of them are resampled by a normal approximation; see `drawManyMeans`. */
export const itemCountMax = 20_000;

/**
 * Bootstrap of a metric that is a function of means over items. Items are drawn with replacement, B = 2,000 times (Efron
 * 1979), all columns of an item together; only sums are stored, so a resample takes n additions per column. The replicates
 * depend on the order of the items as well as on the seed: callers must pass items in the order of the sealed round. The
 * acceleration takes n more evaluations of the metric.
 *
 * @param columns per-item values, each of length n ≥ 1
 * @param computeStatistic the metric of the columns' means; the array is reused between calls
 */
export function resampleMeans(
  columns: readonly Float64Array[],
  computeStatistic: (means: Float64Array) => number,
  seed: string,
): Resampled {
  const means = Float64Array.from(columns, computeMean);
  return {
    estimate: computeStatistic(means.slice()),
    replicates:
      columns[0]!.length > itemCountMax
        ? drawManyMeans(columns, computeStatistic, seed)
        : drawMeans(columns, computeStatistic, seed),
    computeAcceleration: () => accelerateMeans(columns, means, computeStatistic),
  };
}

function drawMeans(
  columns: readonly Float64Array[],
  computeStatistic: (means: Float64Array) => number,
  seed: string,
): Float64Array {
  const n = columns[0]!.length;
  const rng = createRng(seed);
  // A 32-bit draw scaled to n has a bias below n/2³², five millionths at the largest n.
  const scale = n / 2 ** 32;
  const words = new Uint32Array(n);
  const drawn = new Int32Array(n);
  const means = new Float64Array(columns.length);
  const replicates = new Float64Array(replicateCount);
  for (let b = 0; b < replicateCount; b++) {
    rng.fillUint32(words);
    for (let i = 0; i < n; i++) drawn[i] = words[i]! * scale;
    sumDrawn(columns, drawn, means);
    for (let c = 0; c < columns.length; c++) means[c]! /= n;
    replicates[b] = computeStatistic(means);
  }
  return replicates;
}

function accelerateMeans(
  columns: readonly Float64Array[],
  means: Float64Array,
  computeStatistic: (means: Float64Array) => number,
): number {
  const n = columns[0]!.length;
  const without = new Float64Array(columns.length);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < columns.length; c++) without[c] = means[c]! + (means[c]! - columns[c]![i]!) / (n - 1);
    values[i] = computeStatistic(without);
  }
  return computeJackknifeAcceleration(values);
}

/**
 * Bootstrap of a metric that is a function of means over items in groups, such as the sentences of a document or the images
 * of a patient: whole groups are drawn with replacement (Davison & Hinkley 1997, section 3.8; Field & Welsh 2007, J. R.
 * Stat. Soc. B 69:369–390), as many as there are, and a mean is the sum over the drawn items divided by their number, which
 * changes from resample to resample. The acceleration leaves out a group at a time. With a single group the replicates don't
 * vary, so callers must check the number of groups first. With groups of one item the result equals that of `resampleMeans`.
 *
 * @param columns per-item values, each of length n ≥ 1
 * @param groups for each item the index of its group
 * @param computeStatistic the metric of the columns' means; the array is reused between calls
 */
export function resampleGroupMeans(
  {
    columns,
    groups,
    computeStatistic,
  }: {
    columns: readonly Float64Array[];
    groups: Int32Array;
    computeStatistic: (means: Float64Array) => number;
  },
  seed: string,
): Resampled {
  const items = numberGroups(groups);
  const sums = [...columns.map((column) => sumByGroup(column, items)), items.sizes];
  const means = new Float64Array(columns.length);
  return resampleMeans(
    sums,
    (ofGroups) => {
      for (let c = 0; c < means.length; c++) means[c] = ofGroups[c]! / ofGroups[means.length]!;
      return computeStatistic(means);
    },
    seed,
  );
}

/**
 * Writes the sum of each column's drawn values into `sums`, added in the order of the draws. Since each addition waits for
 * the previous one, adding four columns in parallel takes little more time than one column.
 */
function sumDrawn(columns: readonly Float64Array[], drawn: Int32Array, sums: Float64Array): void {
  let column = 0;
  for (; column + 4 <= columns.length; column += 4) sumFour(columns, drawn, sums, column);
  for (; column + 2 <= columns.length; column += 2) sumTwo(columns, drawn, sums, column);
  if (column < columns.length) sumOne(columns[column]!, drawn, sums, column);
}

function sumFour(
  columns: readonly Float64Array[],
  drawn: Int32Array,
  sums: Float64Array,
  first: number,
): void {
  const a = columns[first]!;
  const b = columns[first + 1]!;
  const c = columns[first + 2]!;
  const d = columns[first + 3]!;
  let sumA = 0;
  let sumB = 0;
  let sumC = 0;
  let sumD = 0;
  for (let i = 0; i < drawn.length; i++) {
    const at = drawn[i]!;
    sumA += a[at]!;
    sumB += b[at]!;
    sumC += c[at]!;
    sumD += d[at]!;
  }
  sums[first] = sumA;
  sums[first + 1] = sumB;
  sums[first + 2] = sumC;
  sums[first + 3] = sumD;
}

function sumTwo(
  columns: readonly Float64Array[],
  drawn: Int32Array,
  sums: Float64Array,
  first: number,
): void {
  const a = columns[first]!;
  const b = columns[first + 1]!;
  let sumA = 0;
  let sumB = 0;
  for (let i = 0; i < drawn.length; i++) {
    const at = drawn[i]!;
    sumA += a[at]!;
    sumB += b[at]!;
  }
  sums[first] = sumA;
  sums[first + 1] = sumB;
}

function sumOne(values: Float64Array, drawn: Int32Array, sums: Float64Array, column: number): void {
  let sum = 0;
  for (let i = 0; i < drawn.length; i++) sum += values[drawn[i]!]!;
  sums[column] = sum;
}
