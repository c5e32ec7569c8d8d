import { drawBinomial } from '../../statistics/discrete-distributions';
import { square } from '../../statistics/exact-math';
import { computeNormalCdf, computeNormalQuantile } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';

/**
 * Standard deviation of the items' difficulty on the probit scale. At 1.4 two honest models with 80 % accuracy agree with κ
 * = .43, the median of 435 pairs of real models.
 */
const itemSpread = 1.4;

const levelCount = 21;

/** Difficulty levels, each equally likely: the quantiles of the normal distribution in the middle of each level. */
const levels = Array.from(
  { length: levelCount },
  (_, k) => itemSpread * computeNormalQuantile((k + 0.5) / levelCount),
);

/**
 * Computes the probability that a model is right on items of each difficulty level: P(right | d) = Φ(θ√(1 + σ²) − d), a
 * probit item response model, whose mean over items is nearly Φ(θ).
 * @param theta probit of the model's accuracy
 */
export const computeChances = (theta: number): Float64Array =>
  Float64Array.from(levels, (d) => computeNormalCdf(theta * Math.sqrt(1 + square(itemSpread)) - d));

/** Computes a model's expected accuracy from its probabilities for the difficulty levels. */
export const computeExpectedScore = (chances: Float64Array): number =>
  chances.reduce((sum, chance) => sum + chance, 0) / levelCount;

/** Draws a test set: the difficulty level of each item. */
export const drawItems = (rng: Rng, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => Math.floor(rng.nextUnit() * levelCount));

/** Counts the items of each difficulty level. The counts suffice for drawing scores, which is faster than drawing items. */
export function countLevels(items: Uint8Array): Uint32Array {
  const counts = new Uint32Array(levelCount);
  for (const level of items) counts[level]!++;
  return counts;
}

/** Draws a model's right (1) and wrong (0) predictions, item by item, with the model's own noise. */
export function drawOutcomes(rng: Rng, items: Uint8Array, chances: Float64Array): Uint8Array {
  const thresholds = chances.map((chance) => chance * 2 ** 32);
  return items.map((level) => (rng.nextUint32() < thresholds[level]! ? 1 : 0));
}

/** Draws a model's accuracy on a test set. */
export function drawScore(rng: Rng, counts: Uint32Array, chances: Float64Array): number {
  let right = 0;
  let itemCount = 0;
  for (let level = 0; level < counts.length; level++) {
    right += drawBinomial(rng, counts[level]!, chances[level]!);
    itemCount += counts[level]!;
  }
  return right / itemCount;
}

/**
 * Raises a model's probabilities as if the model had learnt some labels: errors on a share `leak` of all items become right
 * predictions.
 */
export function leakInto(chances: Float64Array, leak: number): Float64Array {
  const share = leak / (1 - computeExpectedScore(chances));
  return chances.map((chance) => chance + (1 - chance) * share);
}
