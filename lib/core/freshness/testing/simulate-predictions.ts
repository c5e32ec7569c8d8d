import {
  createProbabilityScorable,
  createRegressionScorable,
  type Scorable,
} from '../../metrics/scorable/scorable';
import { exp, log } from '../../statistics/exact-math';
import { drawNormal } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';

/** Kind of the simulated task: predictions of one of two or more classes, of ordered grades, or of numbers. */
export type SimulatedTask =
  | { readonly kind: 'classes'; readonly shares: readonly number[] }
  | { readonly kind: 'grades'; readonly classCount: number }
  | { readonly kind: 'numbers' };

/** Items with the noise that all models share. This noise makes an item, and its group, equally hard for all models. */
export type SimulatedItems = {
  readonly task: SimulatedTask;
  readonly labels: Float64Array;
  readonly groups: Int32Array | null;
  /** The shared noise: a column for each class, or one column for grades and numbers. */
  readonly shared: readonly Float64Array[];
};

/** Share of the noise in a prediction that is the same for all models. */
const sharedNoise = 0.6;

/** Share of the noise, both shared and the model's own, that is the same for all items of a group. */
const groupNoise = 0.3;

/**
 * Draws items with their labels, groups and shared noise.
 * @param groupSize number of items in a group; 1 where items are independent
 */
export function drawSimulatedItems(
  rng: Rng,
  task: SimulatedTask,
  { count, groupSize }: { readonly count: number; readonly groupSize: number },
): SimulatedItems {
  const labels = Float64Array.from({ length: count }, () => drawLabel(rng, task));
  const groups =
    groupSize > 1 ? Int32Array.from({ length: count }, (_, i) => Math.floor(i / groupSize)) : null;
  const shared = Array.from({ length: countColumns(task) }, () => drawNoise(rng, count, groups));
  return { task, labels, groups, shared };
}

/**
 * Draws a model's predictions. For classes and grades more skill is better; for numbers the noise is 1/skill.
 * @param leak share of the items whose label the model has learnt
 */
export function drawPredictions(rng: Rng, items: SimulatedItems, skill: number, leak: number): Scorable {
  const { task, labels, groups, shared } = items;
  const count = labels.length;
  const [common, single] = [Math.sqrt(sharedNoise), Math.sqrt(1 - sharedNoise)];
  const noise = shared.map((column) => {
    const own = drawNoise(rng, count, groups);
    return own.map((value, i) => common * column[i]! + single * value);
  });
  const isLearnt = labels.map(() => (leak > 0 && rng.nextUnit() < leak ? 1 : 0));
  if (task.kind === 'numbers')
    return createRegressionScorable({
      labels,
      predicted: labels.map((label, i) => label + (isLearnt[i] ? 0.2 : 1) * (noise[0]![i]! / skill)),
    });
  if (task.kind === 'grades') {
    const predicted = labels.map((label, i) => {
      const grade = Math.round(label + (isLearnt[i] ? 0.2 : 1) * (noise[0]![i]! / skill));
      return Math.min(Math.max(grade, 0), task.classCount - 1);
    });
    return scorableOf(task.classCount, labels, (i, c) => (predicted[i] === c ? 1 : 0));
  }
  const { shares } = task;
  return scorableOf(shares.length, labels, (i, c) => {
    const signal = labels[i] === c ? skill + (isLearnt[i] ? 4 : 0) : 0;
    // Half of the logarithm of the class's share is added, so that a rare class is predicted less often, but sometimes.
    return exp(skill * (signal + noise[c]![i]!) + 0.5 * log(shares[c]!));
  });
}

function scorableOf(
  classCount: number,
  labels: Float64Array,
  weigh: (i: number, c: number) => number,
): Scorable {
  const probabilities = new Float64Array(labels.length * classCount);
  for (let i = 0; i < labels.length; i++) {
    let sum = 0;
    for (let c = 0; c < classCount; c++) sum += probabilities[i * classCount + c] = weigh(i, c);
    for (let c = 0; c < classCount; c++) probabilities[i * classCount + c]! /= sum;
  }
  return createProbabilityScorable({
    task: classCount === 2 ? 'binary' : 'multiclass',
    classes: Array.from({ length: classCount }, (_, c) => `class ${c}`),
    labels: Int32Array.from(labels),
    probabilities,
  });
}

const countColumns = (task: SimulatedTask): number => (task.kind === 'classes' ? task.shares.length : 1);

function drawLabel(rng: Rng, task: SimulatedTask): number {
  if (task.kind === 'numbers') return drawNormal(rng);
  if (task.kind === 'grades') return Math.floor(rng.nextUnit() * task.classCount);
  const drawn = rng.nextUnit();
  let below = 0;
  for (const [label, share] of task.shares.entries()) {
    below += share;
    if (drawn < below) return label;
  }
  return task.shares.length - 1;
}

function drawNoise(rng: Rng, count: number, groups: Int32Array | null): Float64Array {
  if (groups === null) return Float64Array.from({ length: count }, () => drawNormal(rng));
  const ofGroups = Float64Array.from({ length: groups.at(-1)! + 1 }, () => drawNormal(rng));
  const [common, single] = [Math.sqrt(groupNoise), Math.sqrt(1 - groupNoise)];
  return Float64Array.from(groups, (group) => common * ofGroups[group]! + single * drawNormal(rng));
}
