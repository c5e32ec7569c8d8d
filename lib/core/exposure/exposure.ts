import { square } from '../statistics/exact-math';

/** Smallest overfitting that is worth a warning: two points. */
const toleranceMin = 0.02;

/** τ = max(0.02, 1/√n): the overfitting that a round of n items may have, on the scale of an accuracy. */
export const computeTolerance = (itemCount: number): number =>
  Math.max(toleranceMin, 1 / Math.sqrt(requireItems(itemCount)));

/**
 * k* = 2π·n·τ²: how many exact answers a part of n items can give before it counts as used up. Answers about disjoint blocks of
 * items, of which the better side is kept, gain √(k/(2πn)): τ for k*. 6.28 up to 2,500 items, then 10.05 for 4,000, 25.1 for
 * 10,000 and 251 for 100,000. For other metrics τ stands for as many standard errors of the metric, so k* is the same.
 */
export const computeExposureBudget = (itemCount: number): number =>
  2 * Math.PI * itemCount * square(computeTolerance(itemCount));

/**
 * E = √(k/k*): 0 for a part that has answered nothing, 1 for one that is used up; it goes on beyond 1.
 * @param itemCount n ≥ 1, items of the part that the answers are about
 * @param answerCount k, what the answers were worth in exact ones
 */
export function computeExposure(itemCount: number, answerCount: number): number {
  if (!(answerCount >= 0)) throw new RangeError(`answers are counted from 0, got ${answerCount}`);
  return Math.sqrt(answerCount / computeExposureBudget(itemCount));
}

function requireItems(itemCount: number): number {
  if (!(itemCount >= 1)) throw new RangeError(`exposure needs items, got ${itemCount}`);
  return itemCount;
}
