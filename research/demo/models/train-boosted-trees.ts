import { binFlightFeatures, FEATURE_BINS_MAX } from './bin-flight-features';
import { computeBaseRate, computeLogOdds, computeProbability, type TrainFlightModel } from './train-tables';

export const TREE_COUNT = 60;
export const TREE_DEPTH = 4;

const LEARNING_RATE = 0.2;

/** Gradient boosting of the log loss (Friedman 2001) with 60 trees of depth 4 over binned features. */
export const trainBoostedTrees: TrainFlightModel = (table, rows) => {
  const features = binFlightFeatures(table, rows);
  const bins = features.map((binOf) => Uint8Array.from(rows, (row) => binOf(table, row)));
  const start = computeLogOdds(computeBaseRate(rows, table.isLate));
  const logOdds = new Float64Array(rows.length).fill(start);
  const gradients = new Float64Array(rows.length);
  const hessians = new Float64Array(rows.length);
  const leafOf = new Uint8Array(rows.length);
  const trees: Tree[] = [];
  for (let t = 0; t < TREE_COUNT; t++) {
    for (let i = 0; i < rows.length; i++) {
      const probability = computeProbability(logOdds[i]!);
      gradients[i] = probability - table.isLate[rows[i]!]!;
      hessians[i] = probability * (1 - probability);
    }
    const tree = growTree(bins, gradients, hessians, TREE_DEPTH, leafOf);
    for (let i = 0; i < rows.length; i++) logOdds[i]! += LEARNING_RATE * tree.leaves[leafOf[i]!]!;
    trees.push(tree);
  }
  return (inputs, row) => {
    const flight = features.map((binOf) => binOf(inputs, row));
    let sum = start;
    for (const tree of trees) sum += LEARNING_RATE * tree.leaves[findLeaf(tree, flight)]!;
    return computeProbability(sum);
  };
};

function findLeaf(tree: Tree, flight: readonly number[]): number {
  let leaf = 0;
  for (let level = 0; level < tree.depth; level++) {
    const node = 2 ** level - 1 + leaf;
    leaf = 2 * leaf + (flight[tree.features[node]!]! > tree.thresholds[node]! ? 1 : 0);
  }
  return leaf;
}

const RIDGE = 1;
const HESSIAN_MIN = 30;

/**
 * A complete binary tree: node k has children 2k+1 and 2k+2; a flight goes left when its feature's bin is at most
 * the threshold. `leaves` are the log-odds to add. A node not worth splitting sends everything left.
 */
type Tree = {
  readonly depth: number;
  readonly features: Uint8Array;
  readonly thresholds: Uint8Array;
  readonly leaves: Float64Array;
};

/**
 * Grows one regression tree of fixed depth on the first and second derivatives of the loss, by histograms, level by
 * level: the split with the most gain and the leaf -G/(H+1), as in Chen and Guestrin 2016, equations 5 to 7.
 *
 * `bins` has one column per feature, all as long as `gradients`; a side needs a hessian of 30, which is some hundreds
 * of flights. `leafOf` is written with the leaf of each row.
 */
export function growTree(
  bins: readonly Uint8Array[],
  gradients: Float64Array,
  hessians: Float64Array,
  depth: number,
  leafOf: Uint8Array,
): Tree {
  const features = new Uint8Array(2 ** depth - 1);
  const thresholds = new Uint8Array(2 ** depth - 1);
  leafOf.fill(0);
  const binCounts = bins.map(countBins);
  for (let level = 0; level < depth; level++) {
    const nodeCount = 2 ** level;
    const gainBest = new Float64Array(nodeCount);
    const featureBest = new Uint8Array(nodeCount);
    const thresholdBest = new Uint8Array(nodeCount).fill(FEATURE_BINS_MAX);
    bins.forEach((column, feature) => {
      const sums = sumByBin(column, gradients, hessians, leafOf, nodeCount);
      for (let node = 0; node < nodeCount; node++) {
        const start = node * FEATURE_BINS_MAX;
        const split = findBestSplit(sums.gradient, sums.hessian, start, binCounts[feature]!);
        if (split.gain <= gainBest[node]!) continue;
        gainBest[node] = split.gain;
        featureBest[node] = feature;
        thresholdBest[node] = split.threshold;
      }
    });
    features.set(featureBest, nodeCount - 1);
    thresholds.set(thresholdBest, nodeCount - 1);
    for (let i = 0; i < leafOf.length; i++) {
      const node = leafOf[i]!;
      leafOf[i] = 2 * node + (bins[featureBest[node]!]![i]! > thresholdBest[node]! ? 1 : 0);
    }
  }
  const gradientSums = new Float64Array(2 ** depth);
  const hessianSums = new Float64Array(2 ** depth);
  for (let i = 0; i < leafOf.length; i++) {
    gradientSums[leafOf[i]!]! += gradients[i]!;
    hessianSums[leafOf[i]!]! += hessians[i]!;
  }
  const leaves = gradientSums.map((gradient, leaf) => -gradient / (hessianSums[leaf]! + RIDGE));
  return { depth, features, thresholds, leaves };
}

/** One more than the last non-empty bin of a column. */
function countBins(column: Uint8Array): number {
  let last = 0;
  for (let i = 0; i < column.length; i++) if (column[i]! > last) last = column[i]!;
  return last + 1;
}

function sumByBin(
  column: Uint8Array,
  gradients: Float64Array,
  hessians: Float64Array,
  nodeOf: Uint8Array,
  nodeCount: number,
): { gradient: Float64Array; hessian: Float64Array } {
  const gradient = new Float64Array(nodeCount * FEATURE_BINS_MAX);
  const hessian = new Float64Array(nodeCount * FEATURE_BINS_MAX);
  for (let i = 0; i < column.length; i++) {
    const cell = nodeOf[i]! * FEATURE_BINS_MAX + column[i]!;
    gradient[cell]! += gradients[i]!;
    hessian[cell]! += hessians[i]!;
  }
  return { gradient, hessian };
}

/** The best split of bins; those from `binCount` on are empty. */
function findBestSplit(
  gradient: Float64Array,
  hessian: Float64Array,
  start: number,
  binCount: number,
): { gain: number; threshold: number } {
  let gradientAll = 0;
  let hessianAll = 0;
  for (let bin = 0; bin < binCount; bin++) {
    gradientAll += gradient[start + bin]!;
    hessianAll += hessian[start + bin]!;
  }
  const scoreAll = (gradientAll * gradientAll) / (hessianAll + RIDGE);
  let best = { gain: 0, threshold: FEATURE_BINS_MAX };
  let gradientLeft = 0;
  let hessianLeft = 0;
  for (let bin = 0; bin < binCount - 1; bin++) {
    gradientLeft += gradient[start + bin]!;
    hessianLeft += hessian[start + bin]!;
    const hessianRight = hessianAll - hessianLeft;
    if (hessianLeft < HESSIAN_MIN || hessianRight < HESSIAN_MIN) continue;
    const gradientRight = gradientAll - gradientLeft;
    const gain =
      (gradientLeft * gradientLeft) / (hessianLeft + RIDGE) +
      (gradientRight * gradientRight) / (hessianRight + RIDGE) -
      scoreAll;
    if (gain > best.gain) best = { gain, threshold: bin };
  }
  return best;
}
