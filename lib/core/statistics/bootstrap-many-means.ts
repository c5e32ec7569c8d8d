import { computeMean } from './compensated-sum';
import { drawBinomial } from './draw-binomial';
import { drawNormal } from './draw-normal';
import { square } from './exact-math';
import { replicateCount } from './percentile-limits';
import { createRng } from './rng';

const tailItemCount = 2000;

/**
 * The replicates of `resampleMeans` for many items, at a cost of B × 2,000 draws whatever n is.
 *
 * The 2,000 items that lie farthest from the mean (sum of squared standardised deviations) are resampled one by one: how
 * many of the n draws fall among them is Binomial(n, 2000/n). The other draws come from the bulk; the sum of k of them
 * has mean k·μ and covariance k·Σ, with μ and Σ those of the bulk's items, and is drawn from the normal distribution,
 * its limit as k grows. Mean and covariance of the resampled means are those of the item bootstrap exactly, and heavy
 * tails, such as a few items with a log loss at its cap, keep their skewness.
 */
export function drawManyMeans(
  columns: readonly Float64Array[],
  computeStatistic: (means: Float64Array) => number,
  seed: string,
): Float64Array {
  const n = columns[0]!.length;
  const width = columns.length;
  const { tail, bulk } = splitTail(columns);
  const center = columns.map((column) => computeMean(pick(column, bulk)));
  const root = computeCovarianceRoot(columns, bulk, center);
  const tails = columns.map((column) => pick(column, tail));

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

function pick(column: Float64Array, items: Int32Array): Float64Array {
  const picked = new Float64Array(items.length);
  for (let i = 0; i < items.length; i++) picked[i] = column[items[i]!]!;
  return picked;
}

function splitTail(columns: readonly Float64Array[]): { tail: Int32Array; bulk: Int32Array } {
  const n = columns[0]!.length;
  const distances = new Float64Array(n);
  for (const column of columns) {
    const mean = computeMean(column);
    const squares = new Float64Array(n);
    for (let i = 0; i < n; i++) squares[i] = square(column[i]! - mean);
    const variance = computeMean(squares);
    if (variance > 0) for (let i = 0; i < n; i++) distances[i]! += squares[i]! / variance;
  }
  const threshold = findLargest(distances, tailItemCount);
  const tail = new Int32Array(tailItemCount);
  const bulk = new Int32Array(n - tailItemCount);
  let tailCount = 0;
  let bulkCount = 0;
  // Items exactly at the threshold may be more than the tail holds: the first of them fill it, the rest are bulk.
  let atThresholdLeft = tailItemCount;
  for (let i = 0; i < n; i++) if (distances[i]! > threshold) atThresholdLeft--;
  for (let i = 0; i < n; i++) {
    const isAtThreshold = distances[i] === threshold && atThresholdLeft > 0;
    if (isAtThreshold) atThresholdLeft--;
    if (isAtThreshold || distances[i]! > threshold) tail[tailCount++] = i;
    else bulk[bulkCount++] = i;
  }
  return { tail, bulk };
}

/**
 * The `count`-th largest value. An evenly spaced sample gives a bound that a little more than so many values reach, and only
 * those are sorted; where they are too few after all, everything is.
 */
function findLargest(values: Float64Array, count: number): number {
  const stride = 64;
  const sample = new Float64Array(Math.floor(values.length / stride));
  for (let i = 0; i < sample.length; i++) sample[i] = values[i * stride]!;
  const bound = sample.sort()[sample.length - Math.ceil((2 * count) / stride)] ?? Number.NEGATIVE_INFINITY;
  let reached = values.filter((value) => value >= bound);
  if (reached.length < count) reached = values.slice();
  return reached.sort()[reached.length - count]!;
}

/** Lower triangle L with L·Lᵀ the covariance (Cholesky); a column that the ones before determine gets a zero pivot. */
function computeCovarianceRoot(
  columns: readonly Float64Array[],
  items: Int32Array,
  center: readonly number[],
): number[][] {
  const root: number[][] = [];
  for (let row = 0; row < columns.length; row++) {
    const entries: number[] = [];
    for (let col = 0; col <= row; col++) {
      const products = new Float64Array(items.length);
      const [one, other] = [columns[row]!, columns[col]!];
      const [centerOne, centerOther] = [center[row]!, center[col]!];
      for (let i = 0; i < items.length; i++)
        products[i] = (one[items[i]!]! - centerOne) * (other[items[i]!]! - centerOther);
      let rest = computeMean(products);
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
