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
      const item = tail[Math.floor(rng.nextUnit() * tail.length)]!;
      for (let c = 0; c < width; c++) means[c]! += columns[c]![item]!;
    }
    for (let c = 0; c < width; c++) means[c]! /= n;
    replicates[b] = computeStatistic(means);
  }
  return replicates;
}

function pick(column: Float64Array, items: Int32Array): Float64Array {
  return Float64Array.from(items, (item) => column[item]!);
}

function splitTail(columns: readonly Float64Array[]): { tail: Int32Array; bulk: Int32Array } {
  const n = columns[0]!.length;
  const distances = new Float64Array(n);
  for (const column of columns) {
    const mean = computeMean(column);
    const squares = column.map((value) => square(value - mean));
    const variance = computeMean(squares);
    if (variance > 0) for (let i = 0; i < n; i++) distances[i]! += squares[i]! / variance;
  }
  const threshold = distances.slice().sort()[n - tailItemCount]!;
  const tail = new Int32Array(tailItemCount);
  const bulk = new Int32Array(n - tailItemCount);
  let tailCount = 0;
  let bulkCount = 0;
  // Items exactly at the threshold may be more than the tail holds: the first of them fill it, the rest are bulk.
  let atThresholdLeft = tailItemCount - distances.reduce((count, d) => count + (d > threshold ? 1 : 0), 0);
  for (let i = 0; i < n; i++) {
    const isAtThreshold = distances[i] === threshold && atThresholdLeft > 0;
    if (isAtThreshold) atThresholdLeft--;
    if (isAtThreshold || distances[i]! > threshold) tail[tailCount++] = i;
    else bulk[bulkCount++] = i;
  }
  return { tail, bulk };
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
      const products = Float64Array.from(
        items,
        (item) => (columns[row]![item]! - center[row]!) * (columns[col]![item]! - center[col]!),
      );
      let rest = computeMean(products);
      const other = col === row ? entries : root[col]!;
      for (let k = 0; k < col; k++) rest -= entries[k]! * other[k]!;
      const pivot = other[col];
      if (col === row) entries.push(Math.sqrt(Math.max(rest, 0)));
      else entries.push(pivot! > 0 ? rest / pivot! : 0);
    }
    root.push(entries);
  }
  return root;
}
