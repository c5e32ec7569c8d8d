import { replicateCount } from './bootstrap-intervals';
import { drawBinomial } from './discrete-distributions';
import { square } from './exact-math';
import { drawNormal } from './normal-distribution';
import { createRng } from './rng';
import { computeMean, computeMeanOf } from './sums';

const tailItemCount = 2000;

/**
 * Draws the replicates of `resampleMeans` for many items, with B × 2,000 draws for any n.
 *
 * The 2,000 items farthest from the mean (sum of squared standardised deviations) are resampled one by one: the number of
 * the n draws among them is Binomial(n, 2000/n). The other draws come from the bulk; the sum of k of them has mean k·μ and
 * covariance k·Σ, with μ and Σ those of the bulk's items, and is drawn from the normal distribution, its limit as k grows.
 * Mean and covariance of the resampled means are those of the item bootstrap exactly, and heavy tails, such as a few items
 * with a log loss at its cap, keep their skewness.
 */
export function drawManyMeans(
  columns: readonly Float64Array[],
  computeStatistic: (means: Float64Array) => number,
  seed: string,
): Float64Array {
  const n = columns[0]!.length;
  const width = columns.length;
  const tail = findTail(columns);
  const computeBulkMean = skipItems(tail, n);
  const center = columns.map((column) => computeBulkMean((i) => column[i]!));
  const root = computeCovarianceRoot(columns, center, computeBulkMean);
  const tails = columns.map((column) => Float64Array.from(tail, (i) => column[i]!));

  const rng = createRng(seed);
  const means = new Float64Array(width);
  const noise = new Float64Array(width);
  const replicates = new Float64Array(replicateCount);
  for (let b = 0; b < replicateCount; b++) {
    const tailDraws = drawBinomial(rng, n, tail.length / n);
    const bulkDraws = n - tailDraws;
    for (let c = 0; c < width; c++) {
      noise[c] = drawNormal(rng);
      let deviation = 0;
      for (let k = 0; k <= c; k++) deviation += root[c]![k]! * noise[k]!;
      means[c] = bulkDraws * center[c]! + Math.sqrt(bulkDraws) * deviation;
    }
    for (let draw = 0; draw < tailDraws; draw++) {
      const place = Math.floor(rng.nextUnit() * tail.length);
      for (let c = 0; c < width; c++) means[c]! += tails[c]![place]!;
    }
    for (let c = 0; c < width; c++) means[c]! /= n;
    replicates[b] = computeStatistic(means);
  }
  return replicates;
}

/** Makes a function that computes the mean of a value over all items except these, which are in ascending order. */
function skipItems(skipped: Int32Array, n: number): (valueAt: (i: number) => number) => number {
  const isSkipped = new Uint8Array(n);
  for (const i of skipped) isSkipped[i] = 1;
  return (valueAt) => {
    let item = -1;
    return computeMeanOf(n - skipped.length, () => {
      do item++;
      while (isSkipped[item] === 1);
      return valueAt(item);
    });
  };
}

/**
 * Finds the items farthest from the mean, in ascending order. Distances are recomputed when needed, so they take no memory.
 */
function findTail(columns: readonly Float64Array[]): Int32Array {
  const n = columns[0]!.length;
  const centers = columns.map(computeMean);
  const variances = columns.map((column, c) => computeMeanOf(n, (i) => square(column[i]! - centers[c]!)));
  const distanceOf = (i: number): number => {
    let distance = 0;
    for (let c = 0; c < columns.length; c++)
      if (variances[c]! > 0) distance += square(columns[c]![i]! - centers[c]!) / variances[c]!;
    return distance;
  };
  const threshold = findLargest(n, distanceOf, tailItemCount);
  const tail = new Int32Array(tailItemCount);
  let tailCount = 0;
  // More items may be exactly at the threshold than there is room for in the tail: the first ones join the tail, the others
  // the bulk.
  let atThresholdLeft = tailItemCount;
  for (let i = 0; i < n; i++) if (distanceOf(i) > threshold) atThresholdLeft--;
  for (let i = 0; i < n; i++) {
    const distance = distanceOf(i);
    const isAtThreshold = distance === threshold && atThresholdLeft > 0;
    if (isAtThreshold) atThresholdLeft--;
    if (isAtThreshold || distance > threshold) tail[tailCount++] = i;
  }
  return tail;
}

/**
 * Finds the `count`-th largest value. An evenly spaced sample gives a lower bound that slightly more than `count` values
 * should reach, and only those values are sorted; if there are too few, all values are sorted.
 */
function findLargest(n: number, valueAt: (i: number) => number, count: number): number {
  const stride = 64;
  const sample = Float64Array.from({ length: Math.floor(n / stride) }, (_, i) => valueAt(i * stride));
  const bound = sample.sort()[sample.length - Math.ceil((2 * count) / stride)] ?? Number.NEGATIVE_INFINITY;
  const listFrom = (least: number): Float64Array => {
    const reached: number[] = [];
    for (let i = 0; i < n; i++) if (valueAt(i) >= least) reached.push(valueAt(i));
    return Float64Array.from(reached);
  };
  let reached = listFrom(bound);
  if (reached.length < count) reached = listFrom(Number.NEGATIVE_INFINITY);
  return reached.sort()[reached.length - count]!;
}

/**
 * Computes the lower triangle L with L·Lᵀ = covariance (Cholesky); a column that depends linearly on the previous ones gets
 * a zero pivot.
 */
function computeCovarianceRoot(
  columns: readonly Float64Array[],
  center: readonly number[],
  computeBulkMean: (valueAt: (i: number) => number) => number,
): number[][] {
  const root: number[][] = [];
  for (let row = 0; row < columns.length; row++) {
    const entries: number[] = [];
    for (let col = 0; col <= row; col++) {
      const [one, other] = [columns[row]!, columns[col]!];
      const [centerOne, centerOther] = [center[row]!, center[col]!];
      let rest = computeBulkMean((i) => (one[i]! - centerOne) * (other[i]! - centerOther));
      const rootRow = col === row ? entries : root[col]!;
      for (let k = 0; k < col; k++) rest -= entries[k]! * rootRow[k]!;
      const pivot = rootRow[col];
      if (col === row) entries.push(Math.sqrt(Math.max(rest, 0)));
      else entries.push(pivot! > 0 ? rest / pivot! : 0);
    }
    root.push(entries);
  }
  return root;
}
