import { type ClassificationScorable, createClassScorable } from '../metrics/scorable/scorable';

/** Probability mass, relative to the largest one, at which a sum over a distribution ends. */
const negligible = 1e-14;

/**
 * Computes Σ P(X = k)·f(k) for X ~ Binomial(n, p), in ascending order of k. The masses are computed from the mode outwards
 * by their ratios, and divided by their sum, so no factorial is needed, and the sum takes about 16·√(np(1 − p)) steps.
 */
export function sumBinomial(n: number, p: number, f: (k: number) => number): number {
  if (p >= 1) return f(n);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const below: number[] = [];
  for (let k = mode, mass = 1; k > 0; k--) {
    mass *= k / (n - k + 1) / odds;
    if (mass < negligible) break;
    below.push(mass);
  }
  let [sum, total] = [0, 0];
  const add = (k: number, mass: number) => {
    total += mass;
    sum += mass * f(k);
  };
  for (let i = below.length - 1; i >= 0; i--) add(mode - 1 - i, below[i]!);
  for (let k = mode, mass = 1; k <= n && mass >= negligible; k++) {
    add(k, mass);
    mass *= ((n - k) / (k + 1)) * odds;
  }
  return sum / total;
}

/**
 * Expected shares of a round's classes, which sum to 1. Of two classes the rarer one is last, as the positive class. Empty
 * without classes.
 */
export type ClassShares = readonly number[];

export const twoAlike: ClassShares = [0.5, 0.5];

export const classesAlike = (classCount: number): ClassShares =>
  Array.from({ length: classCount }, () => 1 / classCount);

/**
 * Normalises per cents, or counts in another unit, to shares with the sum 1; each is at least 1 in that unit. A single class
 * gives no shares.
 */
export function findClassShares(percents: readonly number[]): ClassShares {
  if (percents.length < 2) return [];
  const atLeast1 = percents.map((percent) => Math.max(1, percent));
  if (atLeast1.length === 2) atLeast1.sort((a, b) => b - a);
  const total = atLeast1.reduce((sum, percent) => sum + percent, 0);
  return atLeast1.map((percent) => percent / total);
}

/** The share of items of the rarest class, ½ where there are no classes. */
export const findRarestShare = (shares: ClassShares): number => Math.min(0.5, ...shares);

/** Number of items by which a population is approximated. */
export const populationCount = 20_000;

/**
 * Makes a file that has this share of the items of each class right, and spreads its errors evenly over the other classes.
 * Counts are rounded, and each class has at least one item.
 * @param shares of two or more classes
 */
export function makeTypicalSet(
  itemCount: number,
  shares: ClassShares,
  rightShare: number,
): ClassificationScorable {
  const counts = shares.map((share) => Math.max(1, Math.round(itemCount * share)));
  const [labels, predicted]: [number[], number[]] = [[], []];
  counts.forEach((count, label) => {
    const right = Math.round(rightShare * count);
    for (let place = 0; place < count; place++) {
      labels.push(label);
      predicted.push(place < right ? label : otherClass(label, place - right, shares.length));
    }
  });
  return createClassScorable({
    task: shares.length === 2 ? 'binary' : 'multiclass',
    classes: shares.map((_, c) => String(c)),
    labels: Int32Array.from(labels),
    predicted: Int32Array.from(predicted),
  });
}

/** The other classes in turn, for spreading errors evenly. */
const otherClass = (label: number, turn: number, classCount: number): number =>
  (label + 1 + (turn % (classCount - 1))) % classCount;
