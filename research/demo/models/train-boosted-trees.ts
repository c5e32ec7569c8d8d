import { binFlightFeatures } from './bin-flight-features';
import type { TrainFlightModel } from './flight-model';
import { growTree, type Tree } from './grow-tree';
import { computeBaseRate } from './late-counts';
import { computeLogOdds, computeProbability } from './log-odds';

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
