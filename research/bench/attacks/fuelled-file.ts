import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Rng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';

/**
 * What an analyst has with a real model: items whose labels it knows, the fuel, in a random order, and items about which it knows nothing
 * and can but guess. Nobody knows which items answer.
 */
export type Fuel = {
  readonly labels: Int32Array;
  readonly known: Int32Array;
  readonly unknown: Int32Array;
};

/** Labels of two classes for as many feedback items as final ones; in each part exactly the share of them that is asked for is 1. */
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

/** In place; the first items alone where a count is given. */
export function shuffle(rng: Rng, items: Int32Array, count = items.length): Int32Array {
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(rng.nextUnit() * (items.length - i));
    [items[i], items[other]] = [items[other]!, items[i]!];
  }
  return items;
}

/** A file in the making: the first `revealed` known items right, of the others class 0 but where one is flipped. */
export type Sheet = { readonly revealed: number; readonly flips: Uint8Array };

export const emptySheet = ({ labels }: Fuel): Sheet => ({
  revealed: 0,
  flips: new Uint8Array(labels.length),
});

/** The prediction file of a sheet. Of probabilities, known items lie beyond the flipped and the others. */
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
 * What a sheet is worth on the items between two places: its expected score if the labels of all that isn't revealed were dealt out anew.
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
