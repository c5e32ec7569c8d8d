import { drawBinomial } from '../../statistics/discrete-distributions';
import { square } from '../../statistics/exact-math';
import { computeNormalCdf, computeNormalQuantile } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';

/**
 * Standard deviation of the items' difficulty on a model's probit scale. At 1.4 two honest models of 80 % agree with κ = .43,
 * the median of 435 pairs of real models.
 */
const itemSpread = 1.4;

const levelCount = 21;

/** Difficulty in equally likely levels: the quantiles of the normal distribution at the middle of each. */
const levels = Array.from(
  { length: levelCount },
  (_, k) => itemSpread * computeNormalQuantile((k + 0.5) / levelCount),
);

/**
 * Chance that a model is right, by difficulty level: P(right | d) = Φ(θ√(1 + σ²) − d), a probit item response model, whose
 * mean over items is Φ(θ) nearly.
 * @param theta probit of the model's accuracy
 */
export const computeChances = (theta: number): Float64Array =>
  Float64Array.from(levels, (d) => computeNormalCdf(theta * Math.sqrt(1 + square(itemSpread)) - d));

/** The expected accuracy from the chances over all items. */
export const computeExpectedScore = (chances: Float64Array): number =>
  chances.reduce((sum, chance) => sum + chance, 0) / levelCount;

/** A test set: the difficulty level of each item. */
export const drawItems = (rng: Rng, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => Math.floor(rng.nextUnit() * levelCount));

/** Counts the items of each level: enough for scores, and faster. */
export function countLevels(items: Uint8Array): Uint32Array {
  const counts = new Uint32Array(levelCount);
  for (const level of items) counts[level]!++;
  return counts;
}

/** Right predictions of a model, item by item, with its own noise. */
export function drawOutcomes(rng: Rng, items: Uint8Array, chances: Float64Array): Uint8Array {
  const thresholds = chances.map((chance) => chance * 2 ** 32);
  return items.map((level) => (rng.nextUint32() < thresholds[level]! ? 1 : 0));
}

/** Share of right predictions of a model over a test set. */
export function drawScore(rng: Rng, counts: Uint32Array, chances: Float64Array): number {
  let right = 0;
  let itemCount = 0;
  for (let level = 0; level < counts.length; level++) {
    right += drawBinomial(rng, counts[level]!, chances[level]!);
    itemCount += counts[level]!;
  }
  return right / itemCount;
}

/** The chances of a model that has learnt some of the labels: `leak` of its errors, as a share of all items, become right. */
export function leakInto(chances: Float64Array, leak: number): Float64Array {
  const share = leak / (1 - computeExpectedScore(chances));
  return chances.map((chance) => chance + (1 - chance) * share);
}
