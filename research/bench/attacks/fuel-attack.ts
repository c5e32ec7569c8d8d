import { countFeedbackOf } from '@/lib/core/exposure/exposure';
import { computeTestLevel, computeTestThreshold } from '@/lib/core/feedback/ladder/wins-needed';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Rng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { AttackingTeam } from './attacked-round';

/**
 * Choice of the flipped items: `once` flips each block once; `retry` flips random halves of a block until one is reported as
 * better, then those of the next; `climb` flips random items each time.
 */
export const fuelModes = ['once', 'retry', 'climb'] as const;

/** A way to submit a real model in slices, with random flips mixed in. */
export type FuelDesign = {
  readonly mode: (typeof fuelModes)[number];
  /** Size of a slice of known items, as a multiple of the size at which an improvement is as likely as not. */
  readonly fuelShare: number;
  /** Size of a block, as a share of the unknown items. */
  readonly blockShare: number;
};

export type FuelSetting = {
  readonly metric: MetricName;
  readonly shareOfOnes: number;
};

/**
 * Submits slices of known items with flips until the feedback budget is spent or no slices or blocks are left. Flips that are
 * reported as better stay in the file; others are undone.
 */
export function burnFuel(
  { metric, shareOfOnes }: FuelSetting,
  design: FuelDesign,
  { rng, fuel, team, start }: { rng: Rng; fuel: Fuel; team: AttackingTeam; start: Sheet },
): Sheet {
  let sheet = start;
  const items = fuel.unknown.slice();
  const blockSize = Math.max(1, Math.round(design.blockShare * items.length));
  let blockAt = 0;
  while (sheet.revealed < fuel.known.length) {
    if (design.mode === 'climb') shuffle(rng, items, blockSize);
    const block = items.subarray(blockAt, blockAt + blockSize);
    if (block.length === 0) break;
    // A retried block must be another file: a new random half of it is flipped each time.
    const chance = design.mode === 'retry' ? 0.5 : 1;
    const flips = sheet.flips.slice();
    for (const item of block) if (chance === 1 || rng.nextUnit() < chance) flips[item]! ^= 1;
    const variance = chance * block.length * (1 / shareOfOnes + 1 / (1 - shareOfOnes));
    const slice = sizeSlice(design.fuelShare * findThreshold(team), variance, shareOfOnes);
    const next = { revealed: Math.min(fuel.known.length, sheet.revealed + slice), flips };
    const { outcome } = team.submit(fillIn(metric, fuel, next));
    if (outcome === 'withheld') break;
    if (outcome === 'improved') sheet = next;
    if (design.mode === 'once' || (design.mode === 'retry' && outcome === 'improved')) blockAt += blockSize;
  }
  return sheet;
}

/** Threshold t of the team's next test. Teams can compute it from their feedback. */
function findThreshold(team: AttackingTeam): number {
  const tally = team.tally();
  return computeTestThreshold(computeTestLevel(countFeedbackOf(tally) - tally.improvements));
}

/**
 * The slice f, over both splits, that solves f/2 = t·√(v/2 + f/(2p)), in half items. By balanced accuracy a known item of class 1
 * gains 1/p of them and one of class 0 nothing; v is the variance of the flips. By accuracy p is one half, and the test is
 * McNemar's z.
 */
function sizeSlice(threshold: number, variance: number, p: number): number {
  const square = threshold * threshold;
  return Math.ceil(square / p + Math.sqrt((square / p) * (square / p) + 2 * square * variance));
}

/**
 * Knowledge of an analyst with a real model: items with known labels (the fuel), in random order, and unknown items, for which it
 * can only guess. The analyst doesn't know which items are feedback items.
 */
export type Fuel = {
  readonly labels: Int32Array;
  readonly known: Int32Array;
  readonly unknown: Int32Array;
};

/** Labels of two classes for equally many feedback and final items. In each split exactly the requested share has class 1. */
export function drawFuel(
  rng: Rng,
  {
    feedbackCount,
    shareOfOnes,
    unknownShare,
  }: { feedbackCount: number; shareOfOnes: number; unknownShare: number },
): Fuel {
  const ones = Math.round(shareOfOnes * feedbackCount);
  const drawSplit = () =>
    shuffle(
      rng,
      Int32Array.from({ length: feedbackCount }, (_, i) => (i < ones ? 1 : 0)),
    );
  const labels = Int32Array.from([...drawSplit(), ...drawSplit()]);
  const items = shuffle(
    rng,
    Int32Array.from(labels, (_, i) => i),
  );
  const knownCount = Math.round((1 - unknownShare) * items.length);
  return { labels, known: items.slice(0, knownCount), unknown: items.slice(knownCount) };
}

/** Shuffles in place; only the first `count` items where it is given. */
export function shuffle(rng: Rng, items: Int32Array, count = items.length): Int32Array {
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(rng.nextUnit() * (items.length - i));
    [items[i], items[other]] = [items[other]!, items[i]!];
  }
  return items;
}

/** A draft of a file: the first `revealed` known items have their labels, the others class 0 except where flipped. */
export type Sheet = { readonly revealed: number; readonly flips: Uint8Array };

export const emptySheet = ({ labels }: Fuel): Sheet => ({
  revealed: 0,
  flips: new Uint8Array(labels.length),
});

/** The prediction file of a sheet. As probabilities, known items are more extreme than flipped and other items. */
export function fillIn(metric: MetricName, { labels, known }: Fuel, { revealed, flips }: Sheet): Predictions {
  if (metric !== 'roc_auc') {
    const predicted = Int32Array.from(flips);
    for (const item of known.subarray(0, revealed)) predicted[item] = labels[item]!;
    return { kind: 'classes', predicted, probabilities: null };
  }
  const ones = Float64Array.from(flips, (flip) => (flip === 1 ? 0.6 : 0.4));
  for (const item of known.subarray(0, revealed)) ones[item] = labels[item] === 1 ? 0.9 : 0.1;
  const probabilities = new Float64Array(2 * ones.length);
  ones.forEach((one, i) => {
    probabilities[2 * i] = 1 - one;
    probabilities[2 * i + 1] = one;
  });
  return {
    kind: 'probabilities',
    predicted: Int32Array.from(ones, (one) => (one > 0.5 ? 1 : 0)),
    probabilities,
  };
}

/**
 * True value of a sheet on the items between two positions: its expected score under random permutations of the labels of all
 * unrevealed items.
 */
export function computeTrueScore(
  metric: MetricName,
  { labels, known }: Fuel,
  { revealed, flips }: Sheet,
  [from, to]: readonly [number, number],
): number {
  const isRevealed = new Uint8Array(labels.length);
  for (const item of known.subarray(0, revealed)) isRevealed[item] = 1;
  let [zeros, ones, hiddenZeros, hiddenOnes, flipped] = [0, 0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const label = labels[i]!;
    ones += label;
    zeros += 1 - label;
    if (isRevealed[i]) continue;
    hiddenOnes += label;
    hiddenZeros += 1 - label;
    flipped += flips[i]!;
  }
  if (metric === 'roc_auc') return 1 - (hiddenOnes * hiddenZeros) / (2 * ones * zeros);
  const flippedShare = flipped / Math.max(1, hiddenZeros + hiddenOnes);
  const rightOnes = ones - hiddenOnes * (1 - flippedShare);
  const rightZeros = zeros - hiddenZeros * flippedShare;
  return metric === 'balanced_accuracy'
    ? (rightOnes / ones + rightZeros / zeros) / 2
    : (rightOnes + rightZeros) / (zeros + ones);
}
